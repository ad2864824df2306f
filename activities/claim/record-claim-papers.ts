import { takeMessage } from '#store/case/letters';
import type { OfMessage, Work } from '../case/work.js';

/** The papers that were asked for arrive: the clock runs again, and the claim is looked at once more. */
export const recordClaimPapers: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<{ claim: string; papers: string[] }>(step, no);
  const { claim, papers } = message.data;
  step.note({ kind: 'claimPapersSupplied', subject: claim, data: { papers }, on: message.on });
  const wasPaused = step.wait?.for === 'claimPapers';
  step.emit({
    name: 'ClaimPapersSupplied',
    transition: wasPaused ? 'resume' : 'complete',
    resource: step.row.bank,
    role: 'partner',
    data: { papers },
    on: message.on,
  });
  if (wasPaused) step.startAfresh();
};
