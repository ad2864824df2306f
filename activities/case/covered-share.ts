import type { CoveredShare } from '#domain/issuance/guaranteed-amount';
import type { CaseRow } from '#store/case/case-row';

/** The covered part of every principal of this loan, as the exact ratio of its two amounts. */
export function shareOf(row: Pick<CaseRow, 'amountMinor' | 'loanMinor'>): CoveredShare {
  return { partMinor: row.amountMinor, wholeMinor: row.loanMinor };
}
