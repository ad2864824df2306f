import type { Guarantee } from '../case/guarantee.js';
import { awaitTurn } from '../case/await-turn.js';
import { obey, perform } from '../case/perform.js';

/** 放款: the bank lends within the letter's validity, or gives the letter back, or it lapses. */
export async function awaitDisbursement(guarantee: Guarantee): Promise<void> {
  const turn = await awaitTurn(guarantee);
  if (turn?.kind === 'command') await obey(guarantee, 'refuseCommand', turn.command);
  if (turn?.kind !== 'message') return;
  const message = turn.message.no;
  if (turn.message.kind === 'letterReturned') await perform(guarantee, 'recordReturn', { message });
  else await perform(guarantee, 'recordDisbursement', { message });
}
