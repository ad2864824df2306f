import type { WaitPassing } from '#domain/calendar/timetable';
import type { CaseStep } from '#store/case/case-step';
import { factsOf } from '#store/case/facts';
import { findOpenTask, postponeTask } from '#store/case/tasks';
import type { TaskRow } from '#store/case/tasks';
import { timesOf } from '../case/waits.js';
import { settleApproval, weigh } from './weigh-opinions.js';

/**
 * The council's vote is closed at its deadline: the votes that were cast decide. Where the quorum is missing and the
 * pack's timetable escalates, the same vote is opened once more, for as long again; then, as where the timetable
 * declines at once, the want of a quorum declines the case (`noQuorum`).
 */
export async function closeCouncilVote(step: CaseStep, passing: WaitPassing): Promise<void> {
  const task = await findOpenTask(step, 'councilVote');
  if (task === undefined) throw new Error(`${step.row.number} waits for a vote that is not open`);
  const { opinions, outcome } = await weigh(step, task, true);
  if (outcome.kind === 'pending') throw new Error(`the closed vote ${task.id} is still pending`);
  const lacksQuorum = outcome.kind === 'declined' && outcome.reasonCodes.includes('noQuorum');
  if (lacksQuorum && passing !== 'decline' && !(await wasReopened(step, task))) {
    await reopenVote(step, task, opinions.length);
    return;
  }
  await settleApproval(step, task, opinions, outcome, { resource: 'council', role: 'council' });
}

async function wasReopened(step: CaseStep, task: TaskRow): Promise<boolean> {
  const reopened = await factsOf(step, ['voteReopened']);
  return reopened.some(({ subject }) => subject === task.id);
}

/** The votes that were cast stand. */
async function reopenVote(step: CaseStep, task: TaskRow, votesCast: number): Promise<void> {
  const times = timesOf(step, 'councilVote');
  await postponeTask(step, task.id, times.deadline);
  step.note({ kind: 'voteReopened', subject: task.id, data: { votesCast } });
  step.emit({
    name: 'VoteReopened',
    activity: 'councilVote',
    transition: 'resume',
    role: 'council',
    attempt: 2,
    data: { task: task.id, votesCast, dueAt: times.deadline },
  });
  step.waitFor({ for: 'councilVote', on: 'us', ...times });
}
