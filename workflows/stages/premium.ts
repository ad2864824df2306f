import type { Guarantee } from '../case/guarantee.js';
import { awaitTurn } from '../case/await-turn.js';
import { obey, perform } from '../case/perform.js';

/** 收费: the premium that the contract makes due before the letter. */
export async function collectPremium(guarantee: Guarantee): Promise<void> {
  if (guarantee.isFresh) return perform(guarantee, 'demandPremium', {});
  const turn = await awaitTurn(guarantee);
  if (turn?.kind === 'message')
    await perform(guarantee, 'recordPremium', { message: turn.message.no });
  if (turn?.kind === 'command') await obey(guarantee, 'refuseCommand', turn.command);
}
