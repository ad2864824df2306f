import { daysBetween, type BusinessDate } from '../calendar/business-date.js';
import { halfUpShare } from '../money/half-up.js';
import type { PricingPolicy } from './price-guarantee.js';

/** A premium that was received for a time. `to` is the last day covered. */
export interface ReceivedPremium {
  readonly receivedMinor: number;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

export type PremiumRefundOutcome =
  | { readonly kind: 'refund'; readonly refundMinor: number }
  | { readonly kind: 'none'; readonly code: 'notAgreed' | 'fullyEarned' };

/**
 * What goes back to the applicant when the guarantee is released early: the days after the release,
 * earned by day, where the pack agrees it. Never more than was received.
 */
export function decidePremiumRefund(
  premium: ReceivedPremium,
  releasedOn: BusinessDate,
  policy: Pick<PricingPolicy, 'onEarlyRelease'>,
): PremiumRefundOutcome {
  if (policy.onEarlyRelease === 'none') return { kind: 'none', code: 'notAgreed' };
  const days = daysBetween(premium.from, premium.to) + 1;
  const unearnedDays = Math.min(days, daysBetween(releasedOn, premium.to));
  if (unearnedDays <= 0) return { kind: 'none', code: 'fullyEarned' };
  return { kind: 'refund', refundMinor: halfUpShare(premium.receivedMinor, unearnedDays, days) };
}
