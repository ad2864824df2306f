import type { Instant, Wait } from './agenda.js';
import type { Place } from './stages.js';

/** A case as an event log describes it: no personal data, the applicant is a number of ours. */
export interface LoggedCase {
  readonly number: string;
  readonly book: string;
  readonly product: string;
  readonly bank: string;
  readonly grade: string | null;
  /** Who reported as lead officer (A角), else who approved alone. */
  readonly officer: string | null;
  readonly amountMinor: number;
  readonly currency: string;
  readonly tenorMonths: number;
  readonly appliedOn: string;
  readonly applicant: string;
}

/** A process event on its way into a log, with the XES meaning that it was recorded with. */
export interface LoggedEvent {
  readonly guarantee: string;
  readonly name: string;
  readonly activity: string;
  readonly transition: string;
  readonly stage: string;
  readonly resource: string | null;
  readonly role: string | null;
  /** UTC epoch milliseconds on the case's clock. */
  readonly atMs: number;
  readonly task: string | null;
  readonly claim: string | null;
  readonly drawdown: string | null;
  readonly documents: readonly string[] | null;
}

/** What a recorded step left behind of a case's position, as far as its waits need it. */
export interface RecordedStep {
  readonly at: Instant;
  readonly place: Place;
  readonly wait: Wait | null;
}

/** A task as its row tells it: the people's part of a case. */
export interface RecordedTask {
  readonly kind: string;
  readonly stage: string;
  readonly openedAt: Instant;
  readonly dueAt: Instant | null;
  readonly claimedAt: Instant | null;
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
  /** Taken back before anybody decided it. */
  readonly cancelled?: boolean;
}

/** What of a case its waits are read from: the steps that changed its place or its wait, and its tasks. */
export interface WaitedCase {
  readonly number: string;
  /** Guaranteed amount in minor units. */
  readonly amountMinor: number;
  readonly steps: readonly RecordedStep[];
  readonly tasks: readonly RecordedTask[];
}
