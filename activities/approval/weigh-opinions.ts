import type { Authority } from '#domain/approval/authority';
import { decideApproval as decide } from '#domain/approval/decide-approval';
import type { ApprovalOutcome, Opinion, Seat } from '#domain/approval/decide-approval';
import type { TaskKind } from '#domain/lifecycle/tasks';
import type { CaseStep } from '#store/case/case-step';
import { latestFact } from '#store/case/facts';
import type { NewEvent } from '#store/case/records';
import { decidedTasks, markDecided, votesOn } from '#store/case/tasks';
import type { TaskRow } from '#store/case/tasks';
import { pass } from '../case/passage.js';
import { decline } from './decline.js';
import { refusedByLimits } from './limits.js';

/** Which seat a task of approval gives. */
export const seats = {
  officerApproval: 'officer',
  riskApproval: 'risk',
  councilVote: 'council',
  boardApproval: 'board',
} as const satisfies Partial<Record<TaskKind, Seat>>;
export const seatKinds = Object.keys(seats) as (keyof typeof seats)[];

/** What all opinions on a task so far amount to; `closed` when nobody may vote on it any more. */
export async function weigh(
  step: CaseStep,
  task: TaskRow,
  closed = false,
): Promise<{ readonly opinions: readonly Opinion[]; readonly outcome: ApprovalOutcome }> {
  const { path } = await authorityOf(step);
  const opinions = await opinionsOn(step, task);
  return { opinions, outcome: decide(path, opinions, closed) };
}

/** The approval is over: the decision is put on record with every opinion that it rests on, and followed. */
export async function settleApproval(
  step: CaseStep,
  task: TaskRow,
  opinions: readonly Opinion[],
  outcome: Exclude<ApprovalOutcome, { kind: 'pending' }>,
  by: Pick<NewEvent, 'resource' | 'role'>,
): Promise<void> {
  const { path } = await authorityOf(step);
  if (task.kind === 'councilVote') await closeVote(step, task, outcome);
  if (outcome.kind === 'approved' && (await refusedByLimits(step, by))) return;
  step.note({ kind: outcome.kind, data: { path, opinions, outcome } });
  const event = { ...by, data: { path: path.kind } };
  if (outcome.kind === 'approved') pass(step, { name: 'GuaranteeApproved', ...event });
  else await decline(step, outcome.reasonCodes, event);
}

async function closeVote(step: CaseStep, task: TaskRow, outcome: ApprovalOutcome): Promise<void> {
  const reasons = outcome.kind === 'declined' ? outcome.reasonCodes : [];
  await markDecided(step, task, {
    person: 'council',
    role: 'council',
    outcome: outcome.kind,
    reasons,
  });
}

async function opinionsOn(step: CaseStep, task: TaskRow): Promise<Opinion[]> {
  if (task.kind === 'councilVote') {
    const cast = await votesOn(step, task.id);
    return cast.map(({ member, roles, vote, reasons }) => ({
      person: member,
      seat: 'council',
      roles,
      vote: vote as Opinion['vote'],
      reasonCodes: reasons,
    }));
  }
  return (await decidedTasks(step, seatKinds)).map(opinionOf);
}

function opinionOf(task: TaskRow): Opinion {
  return {
    person: task.decidedBy ?? '',
    seat: seats[task.kind as keyof typeof seats],
    roles: [task.role],
    vote: task.outcome as Opinion['vote'],
    reasonCodes: task.reasons,
  };
}

/** Who decides this case, as it was found when the approval opened. */
export async function authorityOf(step: CaseStep): Promise<Authority> {
  const found = await latestFact<Authority>(step, 'authorityFound');
  if (found === undefined) throw new Error(`${step.row.number} has no authority on record`);
  return found.data;
}
