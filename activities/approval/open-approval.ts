import type { ApprovalPath } from '#domain/approval/authority';
import type { ApprovalOutcome } from '#domain/approval/decide-approval';
import type { CaseStep } from '#store/case/case-step';
import { latestFact } from '#store/case/facts';
import { pass } from '../case/passage.js';
import { waitForTask, type TimedTask } from '../case/waits.js';
import type { Nothing, Work } from '../case/work.js';
import { approvalPath, makersOf } from './approval-path.js';
import { declineForGood } from './decline.js';
import { refusedByLimits } from './limits.js';

type Refusal = Extract<ApprovalOutcome, { kind: 'declined' }>;

/**
 * 评审: the authority matrix names who decides; small and good cases are approved at once, on the record. Opened
 * once more after a refusal, the time for a reconsideration has passed, and the refusal stands.
 */
export const openApproval: Work<Nothing, void> = async (step) => {
  const refused = await latestFact<{ outcome: Refusal }>(step, 'declined');
  if (refused !== undefined) return declineForGood(step, refused.data.outcome.reasonCodes);
  const authority = await approvalPath(step);
  step.note({ kind: 'authorityFound', data: { ...authority, packVersion: step.row.packVersion } });
  if (authority.path.kind === 'automatic') {
    if (await refusedByLimits(step)) return;
    step.note({ kind: 'approved', data: { automatic: true } });
    pass(step, { name: 'GuaranteeApproved', data: { path: 'automatic' } });
    return;
  }
  await openFirstSeat(step, authority.path);
};

/** The first to decide on a path; an officer's approval is followed by risk's where two heads are needed. */
export async function openFirstSeat(step: CaseStep, path: ApprovalPath): Promise<void> {
  const makers = await makersOf(step);
  const votesNeeded = path.kind === 'council' ? path.members : 1;
  await waitForTask(step, firstSeat[path.kind], { makers, votesNeeded });
}

const firstSeat: Readonly<Record<ApprovalPath['kind'], TimedTask>> = {
  automatic: 'officerApproval',
  officer: 'officerApproval',
  officerAndRisk: 'officerApproval',
  council: 'councilVote',
  board: 'boardApproval',
};
