import { daysBetween, type BusinessDate } from '../calendar/business-date.js';
import { lastDayOf, type Period } from '../calendar/period.js';
import type { Calendar } from '../calendar/working-days.js';

/** One line of a schedule against which repayments are counted. */
export interface DueAmount {
  readonly dueOn: BusinessDate;
  readonly amountMinor: number;
}

export interface Arrears {
  readonly overdueMinor: number;
  /** The due date of the oldest amount that is not fully paid; `null` when nothing is overdue. */
  readonly oldestDueOn: BusinessDate | null;
  readonly daysPastDue: number;
}

export interface CurePolicy {
  /** 代偿宽限期, counted from the bank's overdue notice; `null`: none, a claim may follow at once. */
  readonly curePeriod: Period | null;
}

/**
 * What is overdue on a day. Repayments settle the oldest due amounts first (the bank's bucket rule),
 * and the days count from the oldest one that is not fully paid.
 */
export function arrearsOn(
  schedule: readonly DueAmount[],
  repaidMinor: number,
  on: BusinessDate,
): Arrears {
  let left = repaidMinor;
  let overdueMinor = 0;
  let oldestDueOn: BusinessDate | null = null;
  for (const due of schedule.filter(({ dueOn }) => dueOn < on)) {
    const settledMinor = Math.min(left, due.amountMinor);
    left -= settledMinor;
    if (settledMinor < due.amountMinor) oldestDueOn ??= due.dueOn;
    overdueMinor += due.amountMinor - settledMinor;
  }
  const daysPastDue = oldestDueOn === null ? 0 : daysBetween(oldestDueOn, on);
  return { overdueMinor, oldestDueOn, daysPastDue };
}

/** The last day on which the debtor may still cure; the notice's own day where there is no cure period. */
export function cureEndsOn(
  noticedOn: BusinessDate,
  policy: CurePolicy,
  calendar: Calendar,
): BusinessDate {
  if (policy.curePeriod === null) return noticedOn;
  return lastDayOf(noticedOn, policy.curePeriod, calendar);
}

export type CureOutcome =
  | { readonly kind: 'cured' }
  | { readonly kind: 'curing'; readonly untilDate: BusinessDate }
  | { readonly kind: 'cureEnded'; readonly endedOn: BusinessDate };

/** Where an overdue guarantee stands: cured, still within its cure period, or past it. */
export function decideCure(
  overdue: { readonly overdueMinor: number; readonly noticedOn: BusinessDate },
  on: BusinessDate,
  policy: CurePolicy,
  calendar: Calendar,
): CureOutcome {
  if (overdue.overdueMinor === 0) return { kind: 'cured' };
  const endsOn = cureEndsOn(overdue.noticedOn, policy, calendar);
  return on > endsOn || policy.curePeriod === null
    ? { kind: 'cureEnded', endedOn: endsOn }
    : { kind: 'curing', untilDate: endsOn };
}
