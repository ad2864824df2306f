/** What a recovery can settle, in the order of the contract. */
export const recoveryTargets = ['costs', 'paidOut', 'interest'] as const;
export type RecoveryTarget = (typeof recoveryTargets)[number];

/** What is owed to us when money comes in. */
export interface RecoveryStanding {
  /** Costs that we advanced: litigation, preservation, execution, appraisal, lawyer. */
  readonly advancedCostsMinor: number;
  /** The payout receivable (应收代偿款). */
  readonly receivableMinor: number;
  /** What was written off and is still owed: a write-off never waives the debt (账销案存). */
  readonly writtenOffMinor: number;
  /** Agreed interest and penalty on what we paid. */
  readonly interestMinor: number;
}

export interface RecoveryAllocation {
  readonly costsMinor: number;
  /** Lowers the payout receivable. */
  readonly receivableMinor: number;
  /** Recovered after its write-off: credits recovered, debits written off. */
  readonly writtenOffMinor: number;
  readonly interestMinor: number;
  /** More than all that was owed: it goes back to whom it belongs. */
  readonly refundMinor: number;
}

/**
 * Lays a recovery on what is owed, in the contract's order; by default costs, then the sum paid out,
 * then interest. Within the sum paid out the open receivable comes before what was written off. The
 * parts always sum to what was received.
 */
export function recoveryAllocation(
  receivedMinor: number,
  standing: RecoveryStanding,
  order: readonly RecoveryTarget[] = recoveryTargets,
): RecoveryAllocation {
  if (!Number.isSafeInteger(receivedMinor) || receivedMinor <= 0) {
    throw new RangeError(`a recovery of ${receivedMinor} is none`);
  }
  let left = receivedMinor;
  const take = (owedMinor: number): number => {
    const taken = Math.min(left, owedMinor);
    left -= taken;
    return taken;
  };
  const parts = { costsMinor: 0, receivableMinor: 0, writtenOffMinor: 0, interestMinor: 0 };
  for (const target of order) {
    switch (target) {
      case 'costs':
        parts.costsMinor = take(standing.advancedCostsMinor);
        break;
      case 'paidOut':
        parts.receivableMinor = take(standing.receivableMinor);
        parts.writtenOffMinor = take(standing.writtenOffMinor);
        break;
      case 'interest':
        parts.interestMinor = take(standing.interestMinor);
        break;
    }
  }
  return { ...parts, refundMinor: left };
}
