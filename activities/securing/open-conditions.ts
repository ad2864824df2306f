import { conditionsPrecedent } from '#domain/securing/conditions-precedent';
import { openTask } from '#store/case/tasks';
import { applicantFacts } from '../case/applicant-facts.js';
import { makersOf } from '../approval/approval-path.js';
import { packOf } from '../case/pack.js';
import { pass } from '../case/passage.js';
import { timesOf, waitFor } from '../case/waits.js';
import type { Nothing, Work } from '../case/work.js';
import { order } from '../case/order.js';

/** 落实反担保: each condition precedent goes to its registry and stands as a task until it is met or waived. */
export const openConditions: Work<Nothing, void> = async (step) => {
  const conditions = conditionsPrecedent(packOf(step.row).conditions, await applicantFacts(step));
  if (conditions.length === 0) {
    pass(step, { name: 'ConditionsMet', data: { conditions: [] } });
    return;
  }
  const makers = await makersOf(step);
  const { deadline } = timesOf(step, 'conditions');
  for (const [index, { code }] of conditions.entries()) {
    await openTask(step, { kind: 'conditionConfirmation', subject: code, dueAt: deadline, makers });
    order(
      step,
      'RG',
      {
        partner: 'registry',
        kind: 'registration',
        payload: { condition: code },
      },
      index,
    );
  }
  step.note({ kind: 'conditionsOpened', data: { conditions: conditions.map(({ code }) => code) } });
  waitFor(step, 'conditions', 'registry');
};
