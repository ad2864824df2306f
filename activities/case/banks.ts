import type { CaseRow } from '#store/case/case-row';

/** Does the fact speak of the loan as a whole, or of a bank that has lent it? */
export function isBankOf(
  { bank, promise: { beneficiaries } }: Pick<CaseRow, 'bank' | 'promise'>,
  named: string | undefined,
): boolean {
  const banks = beneficiaries?.map(({ beneficiary }) => beneficiary) ?? [bank];
  return named === undefined || banks.includes(named);
}
