import type { CreditReport } from '#domain/credit-check/decide-credit-check';
import type { IntakeFacts } from '#domain/intake/decide-intake';
import type { Facts, FactValue } from '#domain/intake/facts';
import type { CaseStep } from '#store/case/case-step';
import { latestFact, readApplication } from '#store/case/facts';

/** All that rules and scorecards read of an applicant: the form, the case's terms, what intake and bureau found. */
export async function applicantFacts(step: CaseStep): Promise<Facts> {
  const { row } = step;
  const { form } = await readApplication(step);
  const intake = await latestFact<IntakeFacts>(step, 'applicationReceived');
  const credit = await latestFact<{ report: CreditReport }>(step, 'creditReported');
  return {
    ...scalars(form),
    loanMinor: row.loanMinor,
    amountMinor: row.amountMinor,
    tenorMonths: row.tenorMonths,
    ...scalars(intake?.data ?? {}),
    ...scalars(credit?.data.report ?? {}),
  };
}

/** The fields of a form that hold one value; rules do not look into nested ones. */
export function scalars(record: object): Record<string, FactValue> {
  const entries = Object.entries(record).filter(([, value]) => isScalar(value));
  return Object.fromEntries(entries);
}

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
