import { takeMessage } from '#store/case/letters';
import { endCase, pass } from '../case/passage.js';
import type { OfMessage, Work } from '../case/work.js';

/** The bank commits to lend, or declines: then the case ends declined, by the bank. */
export const recordCommitment: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage(step, no);
  const event = { resource: step.row.bank, role: 'partner', on: message.on };
  step.note({ kind: message.kind, data: {}, on: message.on });
  if (message.kind === 'bankCommitted') pass(step, { name: 'BankCommitted', ...event });
  else await endCase(step, 'declined', 'byBank', { name: 'BankDeclined', ...event });
};
