import { assessmentFacts } from '#domain/assessment/assessment-facts';
import type { CreditReport } from '#domain/credit-check/decide-credit-check';
import type { IntakeFacts } from '#domain/intake/decide-intake';
import type { Facts, FactValue } from '#domain/intake/facts';
import type { CaseStep } from '#store/case/case-step';
import { latestFact, readApplication } from '#store/case/facts';

/** All that rules and scorecards read of an applicant: the form, the case's terms, what intake and bureau found. */
export async function applicantFacts(step: CaseStep): Promise<Facts> {
  const { form } = await readApplication(step);
  const intake = await latestFact<IntakeFacts>(step, 'applicationReceived');
  const credit = await latestFact<{ report: CreditReport }>(step, 'creditReported');
  if (intake === undefined) throw new Error(`${step.row.number} was never taken in`);
  return assessmentFacts(
    scalars(form),
    step.row,
    intake.data,
    credit?.data.report ?? null,
    step.on,
  );
}

/** The fields of a form that hold one value; rules do not look into nested ones. */
export function scalars(record: object): Record<string, FactValue> {
  return Object.fromEntries(Object.entries(record).filter(isScalarField));
}

function isScalarField(field: [string, unknown]): field is [string, FactValue] {
  const [, value] = field;
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
