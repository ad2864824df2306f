import { halfUpShare } from '../money/half-up.js';

/** One party's part of the risk. The part of the party `bank` is retained: it is never guaranteed. */
export interface RiskShare {
  readonly party: string;
  readonly shareBps: number;
}

/**
 * Which part of a loan is guaranteed: all but the bank's share, or whatever the application asks (a
 * portfolio whose shares differ from loan to loan).
 */
export const guaranteedParts = ['allButBank', 'asApplied'] as const;
export type GuaranteedPart = (typeof guaranteedParts)[number];

export interface SharingRule {
  readonly guaranteedPart: GuaranteedPart;
  readonly riskShares: readonly RiskShare[];
}

/** The whole of a loan in basis points. */
export const WHOLE_BPS = 10_000;

/** How much of a principal is covered, as an exact ratio: never a rounded percentage. */
export interface CoveredShare {
  readonly partMinor: number;
  readonly wholeMinor: number;
}

export type GuaranteedAmountOutcome =
  | { readonly kind: 'agreed'; readonly guaranteedMinor: number }
  | {
      readonly kind: 'refused';
      readonly code: 'aboveLoan' | 'notTheGuaranteedPart';
      /** What could be guaranteed of this loan. */
      readonly guaranteedMinor: number;
    };

/** May this amount of that loan be guaranteed? The bank keeps its share of every loan. */
export function decideGuaranteedAmount(
  asked: { readonly loanMinor: number; readonly amountMinor: number },
  sharing: SharingRule,
): GuaranteedAmountOutcome {
  const { loanMinor, amountMinor } = asked;
  const guaranteedMinor = guaranteedAmountOf(loanMinor, sharing);
  if (amountMinor > loanMinor) return { kind: 'refused', code: 'aboveLoan', guaranteedMinor };
  const differs = sharing.guaranteedPart === 'allButBank' && amountMinor !== guaranteedMinor;
  return differs
    ? { kind: 'refused', code: 'notTheGuaranteedPart', guaranteedMinor }
    : { kind: 'agreed', guaranteedMinor: amountMinor };
}

/** The most that is guaranteed of a loan: all but the bank's share of it, half-up. */
export function guaranteedAmountOf(loanMinor: number, sharing: SharingRule): number {
  const bankBps = sharing.riskShares
    .filter(({ party }) => party === 'bank')
    .reduce((sum, { shareBps }) => sum + shareBps, 0);
  return coveredAmount(loanMinor, { partMinor: WHOLE_BPS - bankBps, wholeMinor: WHOLE_BPS });
}

/** The part of a principal that is covered, half-up in exact arithmetic. */
export function coveredAmount(principalMinor: number, share: CoveredShare): number {
  return halfUpShare(principalMinor, share.partMinor, share.wholeMinor);
}

/** The shares of those who bear the guaranteed part, in the programme's order: weights that split a payout. */
export function guaranteedShares<Share extends RiskShare>(shares: readonly Share[]): Share[] {
  return shares.filter(({ party, shareBps }) => party !== 'bank' && shareBps > 0);
}
