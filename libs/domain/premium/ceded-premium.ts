import type { BusinessDate } from '../calendar/business-date.js';
import type { Sharer } from '../ledger/facts.js';
import { halfUp, toSafeNumber } from '../money/half-up.js';
import type { ReGuaranteePremium } from '../programmes/programme.js';
import { coverOf, earnedThrough } from './premium-cover.js';

/** What a re-guarantor is paid of a guarantee, or gives back of it, in minor units. */
export interface CededPremium {
  readonly party: string;
  readonly amountMinor: number;
}

/** What is guaranteed, by whom it is borne, and for how long. */
export interface CededRisk {
  readonly guaranteedMinor: number;
  readonly sharers: readonly Sharer[];
  readonly tenorMonths: number;
}

/**
 * 再担保费: what each re-guarantor is paid for its share of what is guaranteed, over the whole term:
 * `guaranteed × share × rate × months ÷ 12`, rounded half-up once.
 */
export function cededPremiums(
  { guaranteedMinor, sharers, tenorMonths }: CededRisk,
  rates: readonly ReGuaranteePremium[],
): CededPremium[] {
  const wholeBps = sharers.reduce((sum, { shareBps }) => sum + shareBps, 0);
  return rates
    .map(({ party, rateBps }) => {
      const shareBps = sharers.find((sharer) => sharer.party === party)?.shareBps ?? 0;
      const product =
        BigInt(guaranteedMinor) * BigInt(shareBps) * BigInt(rateBps) * BigInt(tenorMonths);
      const amountMinor = toSafeNumber(halfUp(product, BigInt(wholeBps) * 120_000n));
      return { party, amountMinor };
    })
    .filter(({ amountMinor }) => amountMinor > 0);
}

/** What of it goes back after an early release: the days after it, of the term that began with the letter. */
export function cededRefunds(
  ceded: readonly CededPremium[],
  term: { readonly issuedOn: BusinessDate; readonly tenorMonths: number },
  releasedOn: BusinessDate,
): CededPremium[] {
  const { issuedOn, tenorMonths: months } = term;
  return ceded
    .map(({ party, amountMinor }) => {
      const cover = coverOf({ afterMonths: 0, months, amountMinor }, issuedOn);
      return { party, amountMinor: amountMinor - earnedThrough(cover, releasedOn) };
    })
    .filter(({ amountMinor }) => amountMinor > 0);
}
