import { factOf, type Facts } from '../intake/facts.js';
import { halfUpShare } from '../money/half-up.js';

export const riskBearers = [
  'bank',
  'guarantor',
  'reGuarantor',
  'nationalFund',
  'government',
] as const;
export type RiskBearer = (typeof riskBearers)[number];

/** One party's part of the risk. The bank's part is retained: it is never guaranteed. */
export interface RiskShare {
  readonly party: RiskBearer;
  readonly shareBps: number;
}

/**
 * Which part of a loan is guaranteed: all but the bank's share, or the amount that the application
 * itself states (a portfolio whose shares differ from loan to loan).
 */
export type GuaranteedPart =
  { readonly kind: 'allButBank' } | { readonly kind: 'asApplied'; readonly field: string };

/** How much of a principal is covered, as an exact ratio: never a rounded percentage. */
export interface CoveredShare {
  readonly partMinor: number;
  readonly wholeMinor: number;
}

/** The whole of a loan in basis points. */
export const WHOLE_BPS = 10_000;

/** The loan, the part of it that we promise, and the ratio by which each principal is covered. */
export interface GuaranteedTerms {
  readonly loanMinor: number;
  readonly guaranteedMinor: number;
  readonly share: CoveredShare;
}

/** What is guaranteed of the loan that an application asks for. */
export function guaranteedTerms(
  application: Facts,
  sharing: { readonly guaranteedPart: GuaranteedPart; readonly riskShares: readonly RiskShare[] },
): GuaranteedTerms {
  const loanMinor = amountOf(application, 'amountMinor');
  if (sharing.guaranteedPart.kind === 'asApplied') {
    const guaranteedMinor = amountOf(application, sharing.guaranteedPart.field);
    return {
      loanMinor,
      guaranteedMinor,
      share: { partMinor: guaranteedMinor, wholeMinor: loanMinor },
    };
  }
  const share = { partMinor: WHOLE_BPS - bankBps(sharing.riskShares), wholeMinor: WHOLE_BPS };
  return { loanMinor, guaranteedMinor: coveredAmount(loanMinor, share), share };
}

function bankBps(shares: readonly RiskShare[]): number {
  return shares
    .filter(({ party }) => party === 'bank')
    .reduce((sum, { shareBps }) => sum + shareBps, 0);
}

function amountOf(application: Facts, field: string): number {
  const value = factOf(application, field);
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw new RangeError(`an application needs a positive ${field} in whole minor units`);
}

/** The part of a principal that is covered, half-up in exact arithmetic. */
export function coveredAmount(principalMinor: number, share: CoveredShare): number {
  return halfUpShare(principalMinor, share.partMinor, share.wholeMinor);
}

/** The shares of those who bear the guaranteed part, in the pack's order: weights that split a payout. */
export function guaranteedShares(shares: readonly RiskShare[]): RiskShare[] {
  return shares.filter(({ party, shareBps }) => party !== 'bank' && shareBps > 0);
}
