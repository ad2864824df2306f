import { openTask } from '#store/case/tasks';
import { approvalPath } from '../approval/approval-path.js';
import { pass } from '../case/passage.js';
import { timesOf } from '../case/waits.js';
import type { Nothing, Work } from '../case/work.js';

/**
 * 尽调: the lead (A角) and the second officer (B角) report, each a task of its own. A case that is small and good
 * enough to be approved automatically is not visited: nobody's report would change its path.
 */
export const openDueDiligence: Work<Nothing, void> = async (step) => {
  const { path } = await approvalPath(step);
  if (path.kind === 'automatic') {
    pass(step, { name: 'StageSkipped', data: { reason: 'automaticPath' } });
    return;
  }
  const makers = [step.row.submittedBy];
  const lead = timesOf(step, 'leadReport');
  const second = timesOf(step, 'secondReport');
  await openTask(step, { kind: 'leadReport', dueAt: lead.deadline, makers });
  await openTask(step, { kind: 'secondReport', dueAt: second.deadline, makers });
  const last = lead.deadline > second.deadline ? lead : second;
  step.waitFor({ for: 'leadReport', on: 'us', ...last });
};
