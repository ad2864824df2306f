import { decideIntake } from '#domain/intake/decide-intake';
import { readApplication } from '#store/case/facts';
import { scalars } from '../case/applicant-facts.js';
import { packOf } from '../case/pack.js';
import { pass } from '../case/passage.js';
import type { Nothing, Work } from '../case/work.js';

/** 受理: the dated facts that returns, weights and caps will need are fixed on the day of application. */
export const takeIn: Work<Nothing, void> = async (step) => {
  const application = await readApplication(step);
  const papers = Array.isArray(application.form['papers']) ? application.form['papers'] : [];
  const intake = decideIntake(
    scalars(application.form),
    papers as string[],
    packOf(step.row).intake,
  );
  step.begin();
  step.emit({ name: 'StageEntered', transition: 'start' });
  step.note({ kind: 'applicationReceived', data: intake.facts });
  if (intake.kind === 'incomplete') {
    step.note({ kind: 'papersMissing', data: { missing: intake.missing } });
  }
  pass(step, {
    name: 'ApplicationReceived',
    resource: step.row.submittedBy,
    data: { amountMinor: step.row.amountMinor, currency: step.row.currency },
  });
};
