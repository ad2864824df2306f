import type { BeneficiaryShare } from '../ledger/facts.js';
import { splitByShares, splitWithin } from '../money/split.js';

/** A movement of a joint loan's principal as it was told: by the banks together, or by one of them of its own part. */
export interface LoanMovement {
  readonly kind: 'disbursed' | 'repaid' | 'clawedBack';
  readonly amountMinor: number;
  readonly beneficiary?: string;
}

/** What one bank has lent of a joint loan, and what of it was repaid, in minor units. */
export interface BankLoan {
  readonly beneficiary: string;
  readonly disbursedMinor: number;
  readonly repaidMinor: number;
}

/**
 * Each bank's part of a joint loan so far. What the banks lend together falls on them by their shares, the last takes the
 * residual; what is repaid to all of them goes by their shares too, never more to one than it is owed.
 */
export function loanByBank(
  movements: readonly LoanMovement[],
  banks: readonly BeneficiaryShare[],
): BankLoan[] {
  const shares = banks.map(({ shareBps }) => shareBps);
  let disbursed = banks.map(() => 0);
  let repaid = banks.map(() => 0);
  for (const { kind, amountMinor, beneficiary } of movements) {
    const owed = disbursed.map((lent, index) => lent - (repaid[index] ?? 0));
    const alone = banks.map((bank) => (bank.beneficiary === beneficiary ? amountMinor : 0));
    const parts = (rooms: readonly number[]) =>
      beneficiary === undefined ? splitWithin(amountMinor, shares, rooms) : alone;
    if (kind === 'disbursed') disbursed = sumOf(disbursed, splitByShares(amountMinor, shares));
    else if (kind === 'repaid') repaid = sumOf(repaid, parts(owed));
    else
      repaid = sumOf(
        repaid,
        parts(repaid).map((part) => -part),
      );
  }
  return banks.map(({ beneficiary }, index) => ({
    beneficiary,
    disbursedMinor: disbursed[index] ?? 0,
    repaidMinor: repaid[index] ?? 0,
  }));
}

const sumOf = (left: readonly number[], right: readonly number[]): number[] =>
  left.map((amountMinor, index) => amountMinor + (right[index] ?? 0));
