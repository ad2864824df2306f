import type { BusinessDate } from '#domain/calendar/business-date';
import type { Instant, WaitOwner } from '#domain/lifecycle/agenda';
import type { Place } from '#domain/lifecycle/stages';
import type { TaskKind } from '#domain/lifecycle/tasks';

/** XES life-cycle transitions as far as a case uses them (IEEE 1849). */
export type Transition =
  'schedule' | 'assign' | 'start' | 'suspend' | 'resume' | 'complete' | 'withdraw';

/** A process event as a step states it; the step adds case, number, stage, instant and business date. */
export interface NewEvent {
  readonly name: string;
  /** The XES activity; the stage when left out. */
  readonly activity?: string;
  readonly transition: Transition;
  readonly resource?: string | null;
  readonly role?: string | null;
  readonly attempt?: number;
  readonly data?: object;
  /** Value date, when it is earlier than the case's clock. */
  readonly on?: string;
}

export interface NewFact {
  readonly kind: string;
  readonly subject?: string;
  readonly data: object;
  /** Value date, when it differs from the clock's business date. */
  readonly on?: string;
}

export interface NewOrder {
  readonly partner: string;
  readonly kind: string;
  /** Unique for ever, at most 35 characters. */
  readonly reference: string;
  readonly payload: object;
}

export interface NewTask {
  readonly kind: TaskKind;
  readonly subject?: string;
  readonly dueAt?: Instant | null;
  /** Who made what this task checks. */
  readonly makers?: readonly string[];
  readonly votesNeeded?: number;
}

export interface NewWait {
  readonly for: string;
  readonly on: WaitOwner;
  readonly deadline?: Instant | undefined;
  readonly reminder?: Instant | undefined;
}

export interface EventRow extends Required<Omit<NewEvent, 'on'>> {
  readonly no: number;
  readonly stage: Place;
  readonly businessDate: string;
}

export interface EdgeRow {
  readonly no: number;
  readonly from: Place;
  readonly to: Place;
  readonly enteredAt: Instant;
}

export interface FactRow {
  readonly no: number;
  readonly kind: string;
  readonly subject: string | null;
  readonly businessDate: string;
  readonly data: object;
}

/** A fact as it reads back. */
export interface RecordedFact<Data = Record<string, unknown>> {
  readonly no: number;
  readonly kind: string;
  readonly subject: string | null;
  readonly on: BusinessDate;
  readonly data: Data;
}
