import type { Authority } from '#domain/approval/authority';
import { checkCouncilVote, type CouncilVote } from '#domain/approval/council-vote';
import { decideApproval as decide } from '#domain/approval/decide-approval';
import type { Opinion, Seat } from '#domain/approval/decide-approval';
import type { CommandAnswer } from '#domain/lifecycle/messages';
import type { TaskKind } from '#domain/lifecycle/tasks';
import type { CaseStep } from '#store/case/case-step';
import { latestFact } from '#store/case/facts';
import { castVote, decidedTasks, markDecided, votesOn } from '#store/case/tasks';
import type { TaskRow } from '#store/case/tasks';
import { decideTask, refuse } from '../case/decide-task.js';
import type { TaskDecision } from '../case/decide-task.js';
import { pass } from '../case/passage.js';
import { waitForTask } from '../case/waits.js';
import type { OfCommand, Work } from '../case/work.js';
import { makersOf } from './approval-path.js';
import { decline } from './decline.js';

const seats = {
  officerApproval: 'officer',
  riskApproval: 'risk',
  councilVote: 'council',
  boardApproval: 'board',
} as const satisfies Partial<Record<TaskKind, Seat>>;
const kinds = Object.keys(seats) as (keyof typeof seats)[];

/** One person decides or votes; what all opinions so far amount to is decided purely. */
export const decideApproval: Work<OfCommand, CommandAnswer> = (step, { command }) =>
  decideTask(step, command, kinds, {
    check: (decision) => checkVote(step, decision),
    act: async (decision) => {
      if (decision.task.kind === 'councilVote') await vote(step, decision);
      await weighOpinions(step, decision);
    },
  });

async function checkVote(
  step: CaseStep,
  decision: TaskDecision,
): Promise<CommandAnswer | undefined> {
  const { path } = await authorityOf(step);
  if (decision.task.kind !== 'councilVote' || path.kind !== 'council') return undefined;
  const cast = (await votesOn(step, decision.task.id)) as CouncilVote[];
  const checked = checkCouncilVote(voteOf(decision), cast, path);
  if (checked.kind === 'allowed') return undefined;
  if (checked.code === 'noVetoRight') return refuse('roleMissing', 'this seat carries no veto');
  return refuse(checked.code === 'alreadyVoted' ? 'alreadyVoted' : 'taskNotOpen');
}

async function vote(step: CaseStep, decision: TaskDecision): Promise<void> {
  const { task, person, roles, outcome, reasons } = decision;
  await castVote(step, task.id, { member: person, roles, vote: outcome, reasons });
  step.emit({
    name: 'VoteCast',
    activity: 'councilVote',
    transition: 'complete',
    resource: person,
    role: 'council',
    data: { task: task.id, vote: outcome, reasons },
  });
}

async function weighOpinions(step: CaseStep, { task, person }: TaskDecision): Promise<void> {
  const { path } = await authorityOf(step);
  const opinions = await opinionsOn(step, task);
  const outcome = decide(path, opinions);
  if (outcome.kind === 'pending') {
    if (outcome.awaiting.includes('risk')) {
      await waitForTask(step, 'riskApproval', { makers: [...(await makersOf(step)), person] });
    }
    return;
  }
  if (task.kind === 'councilVote') await closeVote(step, task, outcome.kind);
  step.note({ kind: outcome.kind, data: { path, opinions, outcome } });
  const event = { resource: person, role: task.role, data: { path: path.kind } };
  if (outcome.kind === 'approved') pass(step, { name: 'GuaranteeApproved', ...event });
  else await decline(step, outcome.reasonCodes, event);
}

async function closeVote(step: CaseStep, task: TaskRow, outcome: string): Promise<void> {
  await markDecided(step, task, { person: 'council', role: 'council', outcome, reasons: [] });
}

async function opinionsOn(step: CaseStep, task: TaskRow): Promise<Opinion[]> {
  if (task.kind === 'councilVote') {
    const cast = await votesOn(step, task.id);
    return cast.map(({ member, roles, vote: said, reasons }) => ({
      person: member,
      seat: 'council',
      roles,
      vote: said as Opinion['vote'],
      reasonCodes: reasons,
    }));
  }
  return (await decidedTasks(step, kinds)).map(opinionOf);
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

function voteOf({ person, roles, outcome }: TaskDecision): CouncilVote {
  return { member: person, roles, vote: outcome as CouncilVote['vote'] };
}

async function authorityOf(step: CaseStep): Promise<Authority> {
  const found = await latestFact<Authority>(step, 'authorityFound');
  if (found === undefined) throw new Error(`${step.row.number} has no authority on record`);
  return found.data;
}
