import { totalOf, type ObligationPosition } from '../ledger/position.js';

/** What of the money that came back is due to a sharer now, in minor units. */
export interface RecoveryToPassOn {
  readonly party: string;
  readonly amountMinor: number;
}

/**
 * Who is passed on how much of what was recovered, in the order of the programme. The ledger has laid every receipt
 * out as `recoveryWaterfall` does (costs first, then those who bore the payout in proportion, the residual to the last)
 * and owes each sharer its part; a sharer that still owes us of its reimbursement is paid only what is above that.
 */
export function recoveryToPassOn(
  position: ObligationPosition,
  parties: readonly string[],
): RecoveryToPassOn[] {
  return parties
    .map((party) => ({
      party,
      amountMinor:
        totalOf(position, 'recoveryPayable', { party }) -
        totalOf(position, 'reimbursementReceivable', { party }),
    }))
    .filter(({ amountMinor }) => amountMinor > 0);
}
