import { addDays, addMonths, daysBetween, type BusinessDate } from '../calendar/business-date.js';
import { halfUpShare } from '../money/half-up.js';
import type { PremiumInstalment } from './price-guarantee.js';

/** A premium and the days that it covers, both included. */
export interface PremiumCover {
  readonly amountMinor: number;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

/** The days that an instalment covers: they begin `afterMonths` after the letter, which is when it is due. */
export function coverOf(
  {
    afterMonths,
    months,
    amountMinor,
  }: Pick<PremiumInstalment, 'afterMonths' | 'months' | 'amountMinor'>,
  issuedOn: BusinessDate,
): PremiumCover {
  return {
    amountMinor,
    from: addMonths(issuedOn, afterMonths),
    to: addDays(addMonths(issuedOn, afterMonths + months), -1),
  };
}

/** What of a premium is earned by the end of a day: each day of its cover the same, half-up on the sum. */
export function earnedThrough(cover: PremiumCover, through: BusinessDate): number {
  const days = daysBetween(cover.from, cover.to) + 1;
  const elapsed = Math.min(days, daysBetween(cover.from, through) + 1);
  return elapsed <= 0 ? 0 : halfUpShare(cover.amountMinor, elapsed, days);
}
