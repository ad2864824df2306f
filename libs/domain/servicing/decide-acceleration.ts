import type { BusinessDate } from '../calendar/business-date.js';

export type AccelerationOutcome =
  | { readonly kind: 'accelerated'; readonly maturity: BusinessDate }
  | { readonly kind: 'refused'; readonly code: 'notEarlier' };

/**
 * The bank calls the loan due early: from that day it may claim. The guarantee period keeps running from the maturity
 * that we consented to, as with any change of maturity without our written consent (民法典 695).
 */
export function decideAcceleration(
  acceleratedTo: BusinessDate,
  current: { readonly maturity: BusinessDate },
): AccelerationOutcome {
  return acceleratedTo < current.maturity
    ? { kind: 'accelerated', maturity: acceleratedTo }
    : { kind: 'refused', code: 'notEarlier' };
}
