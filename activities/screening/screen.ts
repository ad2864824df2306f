import { whyIneligible } from '#domain/programmes/eligibility';
import { decideScreening } from '#domain/screening/decide-screening';
import { listHits, readApplication } from '#store/case/facts';
import { applicantFacts } from '../case/applicant-facts.js';
import { packOf } from '../case/pack.js';
import { endCase, pass } from '../case/passage.js';
import { programmeOf } from '../case/programme.js';
import { waitForTask } from '../case/waits.js';
import type { Nothing, Work } from '../case/work.js';

/** 准入: the product's rules and the lists decide; what only a person can judge goes to review. */
export const screen: Work<Nothing, void> = async (step) => {
  const pack = packOf(step.row);
  const { registrationNo } = await readApplication(step);
  const hits = await listHits(step, registrationNo);
  const facts = await applicantFacts(step);
  const ineligible = whyIneligible(facts, programmeOf(step.row));
  const outcome = decideScreening(facts, hits, pack.screening, ineligible);
  const { packVersion, programmeVersion } = step.row;
  step.note({ kind: 'screened', data: { outcome, hits, packVersion, programmeVersion } });
  switch (outcome.kind) {
    case 'clear':
      pass(step, { name: 'ApplicationScreened', data: { outcome: 'clear' } });
      return;
    case 'review':
      return waitForTask(step, 'screeningReview', {
        makers: [step.row.submittedBy],
      });
    case 'declined': {
      const reasons = outcome.reasons.map(({ code }) => code);
      await endCase(step, 'declined', reasons[0] ?? 'screening', {
        name: 'ApplicationDeclined',
        data: { reasons },
      });
      return;
    }
  }
};
