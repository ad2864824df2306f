import { takeMessage } from '#store/case/letters';
import { settleAnswer } from '../case/answers.js';
import { releaseUndrawn } from '../case/money.js';
import { endCase } from '../case/passage.js';
import type { OfMessage, Work } from '../case/work.js';

/** The bank gives the letter back undrawn: nothing is owed, and the case ends withdrawn. */
export const recordReturn: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage(step, no);
  await settleAnswer(step, 'letterReturn', 'returned');
  await releaseUndrawn(step, 'notDisbursed');
  await endCase(step, 'withdrawn', 'letterReturned', {
    name: 'LetterReturned',
    resource: step.row.bank,
    role: 'partner',
    on: message.on,
  });
};
