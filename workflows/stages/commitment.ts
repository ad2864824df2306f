import type { Guarantee } from '../case/guarantee.js';
import { awaitTurn } from '../case/await-turn.js';
import { obey, perform } from '../case/perform.js';

/** 承诺: the intent letter goes to the bank, which commits or declines. */
export async function commit(guarantee: Guarantee): Promise<void> {
  if (guarantee.isFresh) return perform(guarantee, 'sendIntentLetter', {});
  const turn = await awaitTurn(guarantee);
  if (turn?.kind === 'message')
    await perform(guarantee, 'recordCommitment', { message: turn.message.no });
  if (turn?.kind === 'command') await obey(guarantee, 'refuseCommand', turn.command);
}
