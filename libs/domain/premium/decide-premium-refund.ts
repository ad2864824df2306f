import type { BusinessDate } from '../calendar/business-date.js';
import { earnedThrough, type PremiumCover } from './premium-cover.js';
import type { PricingPolicy } from './price-guarantee.js';

export type PremiumRefundOutcome =
  | { readonly kind: 'refund'; readonly refundMinor: number }
  | { readonly kind: 'none'; readonly code: 'notAgreed' | 'fullyEarned' };

/** After an early release the days after it go back to the applicant, earned by day, where the pack agrees it. */
export function refundOnEarlyRelease(
  covers: readonly PremiumCover[],
  releasedOn: BusinessDate,
  policy: Pick<PricingPolicy, 'onEarlyRelease'>,
): PremiumRefundOutcome {
  if (policy.onEarlyRelease === 'none') return { kind: 'none', code: 'notAgreed' };
  const unearned = covers.map((cover) => cover.amountMinor - earnedThrough(cover, releasedOn));
  return refundOf(unearned.reduce((sum, amountMinor) => sum + amountMinor, 0));
}

/** Where a case ends before its letter is ever used, all that is not earned goes back, unless the pack keeps it. */
export function refundOnRefusal(
  unearnedMinor: number,
  policy: Pick<PricingPolicy, 'onRefusal'>,
): PremiumRefundOutcome {
  if (policy.onRefusal === 'none') return { kind: 'none', code: 'notAgreed' };
  return refundOf(unearnedMinor);
}

const refundOf = (refundMinor: number): PremiumRefundOutcome =>
  refundMinor > 0 ? { kind: 'refund', refundMinor } : { kind: 'none', code: 'fullyEarned' };
