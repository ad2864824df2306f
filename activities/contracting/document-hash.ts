import { createHash } from 'node:crypto';
import type { CaseRow } from '#store/case/case-row';

/** The digest of a generated document: of its template and the terms that it states. */
export function documentHash(row: CaseRow, code: string): string {
  const { number, packVersion, currency, loanMinor, amountMinor, tenorMonths, bank } = row;
  const terms = { number, code, packVersion, currency, loanMinor, amountMinor, tenorMonths, bank };
  return createHash('sha256').update(JSON.stringify(terms)).digest('hex');
}
