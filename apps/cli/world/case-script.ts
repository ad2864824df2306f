/** What will become of one case: the application, and the dated facts of partners and people. */
import type { BusinessDate } from '#domain/calendar/business-date';
import type { TaskKind } from '#domain/lifecycle/tasks';
import type { ApplicationBody } from '../api/aval-api.js';

export interface CaseScript {
  /** Who applies for what; the client reference names the case within its book. */
  readonly application: Omit<ApplicationBody, 'clock' | 'appliedOn'>;
  readonly clock: 'driven' | 'real';
  /** The day of the application, in the book's time zone. */
  readonly startsOn: BusinessDate;
  readonly timeZone: string;
  /** How partners answer orders, where they do not simply oblige; given to the sandbox's control door. */
  readonly partners?: Readonly<Record<string, unknown>>;
  /** In the order in which they happen; those of one day in the order given. */
  readonly moments: readonly Moment[];
  /** What approvers decide where it is not the first outcome that the task offers. */
  readonly decisions: readonly StandingDecision[];
  /** How long people think before they decide, by the case's clock; not at all when left out. */
  readonly thinkingHours?: number;
  /** The case's clock is not moved past the end of this day: the case is left as it then stands. */
  readonly until?: BusinessDate;
}

/** A dated fact of a partner, or a dated act of a person. */
export type Moment = PartnerMoment | PersonMoment;

export interface PartnerMoment {
  readonly kind: 'fact';
  readonly on: BusinessDate;
  /** Names the fact within its case: told twice under one id, it is taken once. */
  readonly id: string;
  readonly partner: PartnerName;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export const partnerNames = ['bank', 'bureau', 'esign', 'registry', 'reGuarantor'] as const;
export type PartnerName = (typeof partnerNames)[number];

export const personalActs = ['withdraw', 'requestReconsideration', 'proposeWriteOff'] as const;
export type PersonalAct = (typeof personalActs)[number];

export interface PersonMoment {
  readonly kind: 'act';
  readonly on: BusinessDate;
  readonly act: PersonalAct;
  /** In words; a write-off needs none. */
  readonly reason: string;
  /** What shows that nothing more can be recovered, by kind: of a write-off only. */
  readonly proof: readonly string[];
}

/** How tasks of one kind are decided; `outcome` null leaves them open. */
export interface StandingDecision {
  readonly task: TaskKind;
  /** Which of the tasks of this kind, counted from 1; every one when left out. */
  readonly occurrence?: number;
  readonly outcome: string | null;
  readonly reasons: readonly string[];
}
