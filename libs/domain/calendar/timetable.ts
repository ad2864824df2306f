import { epochMs, type Instant } from './instant.js';
import { deadlineAfter, reminderBefore, type Period } from './period.js';
import type { Calendar } from './working-days.js';

/**
 * Everything a guarantee can wait for with a deadline. The first lines are people's tasks and bear
 * their names; the others wait for partners. A pack's timetable has one line for each.
 */
export const waitNames = [
  'screeningReview',
  'leadReport',
  'secondReport',
  'officerApproval',
  'riskApproval',
  'councilVote',
  'boardApproval',
  'conditionConfirmation',
  'inspection',
  'extensionConsent',
  'partialReleaseConsent',
  'dischargeConfirmation',
  'claimExamination',
  'claimReview',
  'payoutRequest',
  'payoutReview',
  'writeOffApproval',
  'supplement',
  'creditReport',
  'reconsideration',
  'bankDecision',
  'signatures',
  'conditions',
  'premiumReceipt',
  'letterReturn',
  'claimPapers',
  'payoutSettlement',
  'filing',
  'reimbursement',
  'recovery',
] as const;
export type WaitName = (typeof waitNames)[number];

/** What happens when a deadline passes: somebody is told, or the case takes the next step by itself. */
export const waitPassings = ['escalate', 'lapse', 'decline', 'proceed'] as const;
export type WaitPassing = (typeof waitPassings)[number];

/** One line of a timetable. `remindBefore` absent: no reminder. */
export interface WaitRule {
  readonly deadline: Period;
  readonly remindBefore?: Period;
  readonly onPassing: WaitPassing;
}

export type Timetable = Readonly<Record<WaitName, WaitRule>>;

/** The two moments of a wait. No reminder when it would fall at or before the wait's beginning. */
export interface WaitTimes {
  readonly deadline: Instant;
  readonly reminder?: Instant;
}

/** When a wait that begins at `since` is due, and when somebody is reminded of it. */
export function waitTimes(
  since: Instant,
  rule: WaitRule,
  calendar: Calendar,
  timeZone: string,
): WaitTimes {
  const deadline = deadlineAfter(since, rule.deadline, calendar, timeZone);
  if (rule.remindBefore === undefined) return { deadline };
  const reminder = reminderBefore(deadline, rule.remindBefore, calendar, timeZone);
  return epochMs(reminder) > epochMs(since) ? { deadline, reminder } : { deadline };
}
