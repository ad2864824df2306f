import { checkCouncilVote, type CouncilVote } from '#domain/approval/council-vote';
import type { CommandAnswer } from '#domain/lifecycle/messages';
import type { CaseStep } from '#store/case/case-step';
import { castVote, votesOn } from '#store/case/tasks';
import { decideTask, refuse } from '../case/decide-task.js';
import type { TaskDecision } from '../case/decide-task.js';
import { waitForTask } from '../case/waits.js';
import type { OfCommand, Work } from '../case/work.js';
import { makersOf } from './approval-path.js';
import { authorityOf, seatKinds, settleApproval, weigh } from './weigh-opinions.js';

/** One person decides or votes; what all opinions so far amount to is decided purely. */
export const decideApproval: Work<OfCommand, CommandAnswer> = (step, { command }) =>
  decideTask(step, command, seatKinds, {
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
  const { opinions, outcome } = await weigh(step, task);
  if (outcome.kind === 'pending') {
    if (outcome.awaiting.includes('risk')) {
      await waitForTask(step, 'riskApproval', { makers: [...(await makersOf(step)), person] });
    }
    return;
  }
  await settleApproval(step, task, opinions, outcome, { resource: person, role: task.role });
}

function voteOf({ person, roles, outcome }: TaskDecision): CouncilVote {
  return { member: person, roles, vote: outcome as CouncilVote['vote'] };
}
