import { businessDateOf, endOfDay, type Instant } from '../calendar/instant.js';
import { lastDayOf } from '../calendar/period.js';
import type { Timetable } from '../calendar/timetable.js';
import type { Calendar } from '../calendar/working-days.js';

/** 申请 → 审核 → 拨付申请 → 拨付审核 → 拨付 → 已代偿: the steps after a claim is complete. */
export const claimSteps = [
  'claimExamination',
  'claimReview',
  'payoutRequest',
  'payoutReview',
  'payoutSettlement',
] as const;
export type ClaimStep = (typeof claimSteps)[number];

export interface ClaimStepDeadline {
  readonly step: ClaimStep;
  readonly deadline: Instant;
}

/**
 * The latest moments of the whole chain, each step counted from the last day of the one before. It
 * starts when the papers are complete: waiting for missing ones (补件) counts for nobody.
 */
export function claimChainDeadlines(
  completeAt: Instant,
  steps: readonly ClaimStep[],
  timetable: Pick<Timetable, ClaimStep>,
  calendar: Calendar,
  timeZone: string,
): ClaimStepDeadline[] {
  let lastDay = businessDateOf(completeAt, timeZone);
  return steps.map((step) => {
    lastDay = lastDayOf(lastDay, timetable[step].deadline, calendar);
    return { step, deadline: endOfDay(lastDay, timeZone) };
  });
}
