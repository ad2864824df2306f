/** What a case waits for, and the agenda of its dues. */

/** ISO 8601 instant in UTC, to the millisecond. */
export type Instant = string;

/** Who must act for a wait to end: a wait is typed, so that time can be laid at the right door. */
export const waitOwners = [
  'us',
  'bank',
  'applicant',
  'signers',
  'bureau',
  'registry',
  'reGuarantor',
  'term',
] as const;
export type WaitOwner = (typeof waitOwners)[number];

/** A wait as people see it: for what, on whom, until when. */
export interface Wait {
  readonly for: string;
  readonly on: WaitOwner;
  readonly since: Instant;
  readonly dueAt: Instant | null;
}

/** A dated thing that a case does of itself. Dues of one instant are performed in the order of their numbers. */
export interface Due {
  readonly no: number;
  readonly name: DueName;
  readonly at: Instant;
  /** What the due speaks of: a task, a claim, a drawdown. */
  readonly subject?: string;
}

export const dueNames = [
  'reminder',
  'deadline',
  'inspection',
  'classification',
  'letterExpires',
  'guaranteePeriodEnds',
  'reservationExpires',
  'premiumDue',
  'premiumOverdue',
  // Of an answer that is expected beside the case's own wait; the subject is the name of that wait.
  'answerReminder',
  'answerDeadline',
  'bankruptcyFilingEnds',
  'settlementDue',
] as const;
export type DueName = (typeof dueNames)[number];
