import type { StatementRow } from './statement-rows.js';

/** One drawdown as our books have it on the statement's day. */
export interface OurDrawdown {
  readonly guarantee: string;
  readonly drawdown: string;
  readonly currency: string;
  /** What the bank has reported of its loan so far; `null` where it reported nothing to us. */
  readonly loanOutstandingMinor: number | null;
  readonly guaranteedOutstandingMinor: number;
}

export const standings = ['matched', 'differing', 'missingHere', 'missingAtBank'] as const;
export type Standing = (typeof standings)[number];

/** A drawdown on both sides, and whether they agree. */
export interface ReconciledDrawdown {
  readonly guarantee: string;
  readonly drawdown: string;
  readonly currency: string;
  readonly standing: Standing;
  readonly bankLoanMinor: number | null;
  readonly ourLoanMinor: number | null;
  readonly bankGuaranteedMinor: number | null;
  readonly ourGuaranteedMinor: number | null;
}

/**
 * Holds a bank's statement against our books, drawdown by drawdown. What the bank does not state is not compared;
 * a drawdown that is paid off on one side and unknown on the other agrees.
 */
export function reconcile(
  statement: readonly StatementRow[],
  ours: readonly OurDrawdown[],
): ReconciledDrawdown[] {
  const unmatched = new Map(ours.map((drawdown) => [keyOf(drawdown), drawdown]));
  const stated = statement.map((row) => {
    const our = unmatched.get(keyOf(row));
    unmatched.delete(keyOf(row));
    return sideBySide(row, our);
  });
  const unstated = [...unmatched.values()].filter(
    (our) => our.guaranteedOutstandingMinor > 0 || (our.loanOutstandingMinor ?? 0) > 0,
  );
  return [...stated, ...unstated.map((our) => sideBySide(undefined, our))];
}

function sideBySide(
  row: StatementRow | undefined,
  our: OurDrawdown | undefined,
): ReconciledDrawdown {
  const { guarantee = '', drawdown = '', currency = '' } = our ?? row ?? {};
  return {
    guarantee,
    drawdown,
    currency,
    standing: standingOf(row, our),
    bankLoanMinor: row?.loanOutstandingMinor ?? null,
    ourLoanMinor: our?.loanOutstandingMinor ?? null,
    bankGuaranteedMinor: row?.guaranteedOutstandingMinor ?? null,
    ourGuaranteedMinor: our?.guaranteedOutstandingMinor ?? null,
  };
}

function standingOf(row: StatementRow | undefined, our: OurDrawdown | undefined): Standing {
  if (row === undefined) return 'missingAtBank';
  if (our === undefined) {
    const stated = (row.loanOutstandingMinor ?? 0) + (row.guaranteedOutstandingMinor ?? 0);
    return stated === 0 ? 'matched' : 'missingHere';
  }
  const agrees =
    row.currency === our.currency &&
    isSame(row.loanOutstandingMinor, our.loanOutstandingMinor) &&
    isSame(row.guaranteedOutstandingMinor, our.guaranteedOutstandingMinor);
  return agrees ? 'matched' : 'differing';
}

const isSame = (stated: number | null, ours: number | null): boolean =>
  stated === null || stated === ours;

const keyOf = ({ guarantee, drawdown }: { guarantee: string; drawdown: string }): string =>
  `${guarantee}\u001f${drawdown}`;
