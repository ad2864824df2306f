import type { Guarantee } from '../case/guarantee.js';
import { awaitTurn } from '../case/await-turn.js';
import { obey, perform } from '../case/perform.js';

/** 征信: asked only with recorded consent and purpose; the report decides, or its absence. */
export async function checkCredit(guarantee: Guarantee): Promise<void> {
  if (guarantee.isFresh) return perform(guarantee, 'requestCredit', {});
  const turn = await awaitTurn(guarantee);
  if (turn?.kind === 'message')
    await perform(guarantee, 'recordCredit', { message: turn.message.no });
  if (turn?.kind === 'command') await obey(guarantee, 'refuseCommand', turn.command);
}
