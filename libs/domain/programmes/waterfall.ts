import { guaranteedShares } from '../issuance/guaranteed-amount.js';
import { halfUpShare } from '../money/half-up.js';
import { splitByShares, splitWithin } from '../money/split.js';
import type { PayoutAct, PayoutStep, ProgrammeShare } from './programme.js';

/** What one party does of a payout. Amounts in minor units. */
export interface PayoutPart {
  readonly party: string;
  readonly does: PayoutAct;
  /** What it bears in the end; the bank's part is its retained loss. */
  readonly borneMinor: number;
  /** What it pays to the bank at once: all of the payout by the one who advances, nothing by the others. */
  readonly advancedMinor: number;
}

/** A bank's loss and what is paid of it: never more than the loss. */
export interface PaidLoss {
  readonly lossMinor: number;
  readonly payableMinor: number;
}

/**
 * Who bears a payout, in the order of the programme's waterfall. The borne parts and the bank's sum to the loss. Each
 * guaranteed part is rounded half-up on the loss and the bank takes the residual; where less is payable (a cap, what
 * is outstanding, a rounding), the payout is split by the shares and its last sharer takes the residual.
 */
export function payoutWaterfall(
  { lossMinor, payableMinor }: PaidLoss,
  shares: readonly ProgrammeShare[],
  steps: readonly PayoutStep[],
): PayoutPart[] {
  if (payableMinor > lossMinor) {
    throw new RangeError(`${payableMinor} is more than the loss of ${lossMinor}`);
  }
  const sharers = guaranteedShares(shares);
  const amounts = partsOf(lossMinor, payableMinor, sharers);
  return steps.map(({ party, does }) => ({
    party,
    does,
    borneMinor:
      does === 'retains'
        ? lossMinor - payableMinor
        : (amounts[sharers.findIndex((sharer) => sharer.party === party)] ?? 0),
    advancedMinor: does === 'advances' ? payableMinor : 0,
  }));
}

function partsOf(
  lossMinor: number,
  payableMinor: number,
  sharers: readonly { readonly shareBps: number }[],
): number[] {
  const onLoss = sharers.map(({ shareBps }) => halfUpShare(lossMinor, shareBps, 10_000));
  const sumMinor = onLoss.reduce((sum, part) => sum + part, 0);
  if (sumMinor === payableMinor) return onLoss;
  return splitByShares(
    payableMinor,
    sharers.map(({ shareBps }) => shareBps),
  );
}

export interface RecoveryParts {
  /** Goes first, to whoever advanced the costs. */
  readonly costsMinor: number;
  readonly sharers: readonly { readonly party: string; readonly amountMinor: number }[];
  /** More than costs and payout together: it is the debtor's. */
  readonly excessMinor: number;
}

/**
 * Lays what came in on costs first, then on those who bore the payout, in proportion to what they bore; every
 * sharer but the last half-up, the last takes the residual, and nobody gets more than it is still owed.
 */
export function recoveryWaterfall(
  receivedMinor: number,
  owed: {
    readonly costsMinor: number;
    readonly sharers: readonly { readonly party: string; readonly borneMinor: number }[];
  },
): RecoveryParts {
  const costsMinor = Math.min(receivedMinor, owed.costsMinor);
  const borne = owed.sharers.map(({ borneMinor }) => borneMinor);
  const borneMinor = borne.reduce((sum, part) => sum + part, 0);
  const sharedMinor = Math.min(receivedMinor - costsMinor, borneMinor);
  const amounts = borneMinor === 0 ? borne : splitWithin(sharedMinor, borne, borne);
  return {
    costsMinor,
    sharers: owed.sharers.map(({ party }, index) => ({ party, amountMinor: amounts[index] ?? 0 })),
    excessMinor: receivedMinor - costsMinor - sharedMinor,
  };
}
