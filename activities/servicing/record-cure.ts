import { takeMessage } from '#store/case/letters';
import { cancelOpenTasks } from '#store/case/tasks';
import { enter } from '../case/passage.js';
import { book } from '../case/money.js';
import { latestFact } from '#store/case/facts';
import type { OfMessage, Work } from '../case/work.js';
import { claimTasks } from '../claim/claim-tasks.js';
import { reclassifyAt } from './reclassify.js';

/** The debtor has caught up: the class recovers; a claim that was open falls away with its cause. */
export const recordCure: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage(step, no);
  const event = { resource: step.row.bank, role: 'partner', on: message.on };
  step.clear('classification');
  step.note({ kind: 'cured', data: {}, on: message.on });
  step.emit({ name: 'OverdueCured', activity: 'overdue', transition: 'complete', ...event });
  if (step.place === 'claim') {
    const claim = await latestFact<{ claim: string }>(step, 'claimFiled');
    if (claim !== undefined) {
      await book(
        step,
        'claimWithdrawn',
        { claim: claim.data.claim, amountMinor: 'all' },
        message.on,
      );
    }
    step.emit({
      name: 'ClaimWithdrawn',
      transition: 'complete',
      ...event,
      data: { reason: 'cured' },
    });
    await cancelOpenTasks(step, claimTasks);
    enter(step, 'servicing');
  }
  step.waitFor({ for: 'repayment', on: 'term' });
  await reclassifyAt(step, 0);
};
