import type { CommandAnswer } from '#domain/lifecycle/messages';
import type { CaseStep } from '#store/case/case-step';
import { decideTask, refuse } from '../case/decide-task.js';
import type { TaskDecision } from '../case/decide-task.js';
import { packOf } from '../case/pack.js';
import { waitForTask } from '../case/waits.js';
import type { OfCommand, Work } from '../case/work.js';
import { claimOnFile } from './claim-on-file.js';
import { actInForce, servicingTasks } from '../servicing/decide-servicing.js';
import { whyNotDetermined } from '../servicing/determine-claims.js';
import { claimTasks } from './claim-tasks.js';
import { askForPapers, missingPapers, supplementOf } from './examine-claim.js';
import { settleClaim } from './settle-claim.js';

/**
 * 审核: one person examines, another reviews; the reviewer's word counts, either way. What was to be decided on the
 * guarantee in force is decided meanwhile.
 */
export const decideClaim: Work<OfCommand, CommandAnswer> = (step, { command }) =>
  decideTask(step, command, [...claimTasks, ...servicingTasks], {
    check: async (decision) => {
      if (decision.outcome !== 'supplement') return whyNotDetermined(step, decision);
      const claim = await claimOnFile(step);
      const isAsked = (await supplementOf(step, claim)) !== 'notAsked';
      return isAsked ? refuse('outcomeNotOffered', 'missing papers are asked for once') : undefined;
    },
    act: (decision) => (isOfClaim(decision) ? weigh(step, decision) : actInForce(step, decision)),
  });

function isOfClaim({ task }: TaskDecision): boolean {
  return claimTasks.some((kind) => kind === task.kind);
}

async function weigh(
  step: CaseStep,
  { task, outcome, person, reasons, data }: TaskDecision,
): Promise<void> {
  const claim = await claimOnFile(step);
  if (outcome === 'supplement') {
    const named = Array.isArray(data['papers']) ? (data['papers'] as string[]) : [];
    askForPapers(step, claim.claim, named.length > 0 ? named : missingPapers(step, claim));
    return;
  }
  if (task.kind === 'claimExamination' && packOf(step.row).claim.steps.includes('claimReview')) {
    const makers = [step.row.submittedBy, person];
    return waitForTask(step, 'claimReview', { subject: claim.claim, makers });
  }
  return settleClaim(
    step,
    outcome === 'accept' ? { kind: 'accepted' } : { kind: 'rejected', reasons },
    person,
  );
}
