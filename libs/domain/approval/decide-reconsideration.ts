import type { BusinessDate } from '../calendar/business-date.js';
import { lastDayOf, type Period } from '../calendar/period.js';
import type { Calendar } from '../calendar/working-days.js';

/** Within which time after a refusal one reconsideration (复议) may be asked for; `null`: never. */
export interface ReconsiderationPolicy {
  readonly within: Period | null;
}

export interface ReconsiderationRequest {
  readonly declinedOn: BusinessDate;
  readonly requestedOn: BusinessDate;
  /** Has this case been reconsidered before? */
  readonly used: boolean;
}

export type ReconsiderationOutcome =
  | { readonly kind: 'admitted' }
  | {
      readonly kind: 'refused';
      readonly code: 'notOffered' | 'reconsiderationUsed' | 'tooLate';
    };

/** Is the one reconsideration admitted? */
export function decideReconsideration(
  request: ReconsiderationRequest,
  policy: ReconsiderationPolicy,
  calendar: Calendar,
): ReconsiderationOutcome {
  if (policy.within === null) return { kind: 'refused', code: 'notOffered' };
  if (request.used) return { kind: 'refused', code: 'reconsiderationUsed' };
  const lastDay = lastDayOf(request.declinedOn, policy.within, calendar);
  return request.requestedOn > lastDay
    ? { kind: 'refused', code: 'tooLate' }
    : { kind: 'admitted' };
}
