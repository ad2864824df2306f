import { latestFact } from '#store/case/facts';
import { endCase } from '../case/passage.js';
import type { Nothing, Work } from '../case/work.js';

/** 解保: the bank is told that the promise has ended. */
export const release: Work<Nothing, void> = async (step) => {
  const { number, amountMinor, currency } = step.row;
  const last = await latestFact(step, 'repaid');
  step.send({
    partner: 'bank',
    kind: 'releaseNotice',
    reference: `${number}-RN${step.ref.no}`,
    payload: { scope: 'full', amountMinor, currency, releasedOn: last?.on ?? step.on },
  });
  await endCase(step, 'released', 'repaid', { name: 'GuaranteeReleased' });
};
