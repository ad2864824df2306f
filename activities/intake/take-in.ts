import { assessmentFacts } from '#domain/assessment/assessment-facts';
import { decideIntake } from '#domain/intake/decide-intake';
import { decideKey, keyOf } from '#domain/intake/decide-key';
import type { KeyOutcome } from '#domain/intake/decide-key';
import type { Facts } from '#domain/intake/facts';
import type { CaseStep } from '#store/case/case-step';
import { keyHolder, readApplication } from '#store/case/facts';
import { scalars } from '../case/applicant-facts.js';
import { relate } from '../case/limits.js';
import { packOf } from '../case/pack.js';
import { endCase, pass } from '../case/passage.js';
import { agreeShares } from '../case/programme.js';
import type { Nothing, Work } from '../case/work.js';
import { bringIntoForce } from '../filing/bring-into-force.js';

/** 受理: the dated facts that returns, weights and caps will need are fixed on the day of application. */
export const takeIn: Work<Nothing, void> = async (step) => {
  const { form } = await readApplication(step);
  const facts = scalars(form);
  const intake = decideIntake(facts, papersOf(form), packOf(step.row).intake);
  step.begin();
  step.emit({ name: 'StageEntered', transition: 'start' });
  step.note({ kind: 'applicationReceived', data: intake.facts });
  agreeShares(step, assessmentFacts(facts, step.row, intake.facts, null, step.on));
  await relate(step, intake.facts);
  if (step.row.framework !== null) return bringIntoForce(step);
  if (intake.kind === 'incomplete') {
    step.note({ kind: 'papersMissing', data: { missing: intake.missing } });
  }
  const { submittedBy, amountMinor, currency } = step.row;
  const received = { name: 'ApplicationReceived', resource: submittedBy };
  const key = await takeKey(step, facts);
  if (key.kind === 'free') pass(step, { ...received, data: { amountMinor, currency } });
  else await endCase(step, 'declined', key.code, { ...received, data: { reasons: [key.code] } });
};

/** A second guarantee on one bill is refused while the first one lives; the database holds it too. */
async function takeKey(step: CaseStep, facts: Facts): Promise<KeyOutcome> {
  const policy = packOf(step.row).intake;
  const key = keyOf(facts, policy);
  const outcome = decideKey(facts, key === null ? null : await keyHolder(step, key), policy);
  if (outcome.kind === 'free') step.change({ productKey: key });
  return outcome;
}

function papersOf(form: Readonly<Record<string, unknown>>): string[] {
  const { papers } = form;
  return Array.isArray(papers) ? papers.filter((paper) => typeof paper === 'string') : [];
}
