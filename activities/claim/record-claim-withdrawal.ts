import { takeMessage } from '#store/case/letters';
import type { OfMessage, Work } from '../case/work.js';
import { settleClaim } from './settle-claim.js';

/** The bank takes its claim back: outstanding is unchanged, the guarantee is back in force. */
export const recordClaimWithdrawal: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage(step, no);
  await settleClaim(step, { kind: 'withdrawn' }, step.row.bank);
  step.note({ kind: 'claimWithdrawn', data: message.data, on: message.on });
};
