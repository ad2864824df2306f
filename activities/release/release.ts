import { latestFact } from '#store/case/facts';
import { endCase } from '../case/passage.js';
import type { Nothing, Work } from '../case/work.js';
import { refundAfterRelease } from '../premium/refund-premium.js';
import { returnDeposit } from '../servicing/record-deposit.js';
import { order } from '../case/order.js';

/** 解保: the bank is told that the promise has ended. */
export const release: Work<Nothing, void> = async (step) => {
  const { amountMinor, currency } = step.row;
  const last = await latestFact(step, 'repaid');
  order(step, 'RN', {
    partner: 'bank',
    kind: 'releaseNotice',
    payload: { scope: 'full', amountMinor, currency, releasedOn: last?.on ?? step.on },
  });
  await returnDeposit(step);
  await refundAfterRelease(step, last?.on ?? step.on);
  await endCase(step, 'released', 'repaid', { name: 'GuaranteeReleased' });
};
