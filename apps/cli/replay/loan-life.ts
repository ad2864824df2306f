/**
 * What became of a row's loan, in dates and cents, computed straight from the row. This is the yardstick that
 * the engine's books are held against, so it shares no arithmetic with them.
 */
import { addMonths, type BusinessDate } from '#domain/calendar/business-date';
import type { SbaRow } from './sba-row.js';

export interface LoanLife {
  readonly loan: string;
  readonly approvedOn: BusinessDate;
  readonly disbursedOn: BusinessDate;
  readonly maturesOn: BusinessDate;
  readonly loanMinor: number;
  readonly guaranteedMinor: number;
  readonly disbursedMinor: number;
  /** What we owe for once the loan is disbursed; the rest of the guaranteed part is released that day. */
  readonly outstandingMinor: number;
  readonly end: LoanEnd;
}

export type LoanEnd =
  | { readonly kind: 'released'; readonly on: BusinessDate }
  | {
      readonly kind: 'writtenOff';
      readonly on: BusinessDate;
      /** The bank's whole loss of principal. */
      readonly claimedMinor: number;
      readonly payoutMinor: number;
    };

/** The life of a row that was not set aside. @throws Error for one that should have been. */
export function lifeOf(row: SbaRow): LoanLife {
  if (row.disbursedOn === null) throw new Error(`loan ${row.loan} was never disbursed`);
  const maturesOn = addMonths(row.disbursedOn, row.termMonths);
  const outstandingMinor = Math.min(row.guaranteedMinor, guaranteedPartOf(row.disbursedMinor, row));
  return {
    loan: row.loan,
    approvedOn: row.approvedOn,
    disbursedOn: row.disbursedOn,
    maturesOn,
    loanMinor: row.loanMinor,
    guaranteedMinor: row.guaranteedMinor,
    disbursedMinor: row.disbursedMinor,
    outstandingMinor,
    end:
      row.status === 'PIF'
        ? { kind: 'released', on: maturesOn }
        : chargeOffOf(row, outstandingMinor),
  };
}

function chargeOffOf(row: SbaRow, outstandingMinor: number): LoanEnd {
  if (row.chargedOffOn === null) throw new Error(`loan ${row.loan} has no date of charge-off`);
  return {
    kind: 'writtenOff',
    on: row.chargedOffOn,
    claimedMinor: row.lossMinor,
    payoutMinor: Math.min(outstandingMinor, guaranteedPartOf(row.lossMinor, row)),
  };
}

/** half-up(`amountMinor` × guaranteed part ÷ loan), exact: the product may be beyond 2^53. */
function guaranteedPartOf(amountMinor: number, row: SbaRow): number {
  const doubled = 2n * BigInt(amountMinor) * BigInt(row.guaranteedMinor);
  const loan = BigInt(row.loanMinor);
  return Number((doubled + loan) / (2n * loan));
}
