import type { Guarantee } from '../case/guarantee.js';
import { awaitTurn } from '../case/await-turn.js';
import { obey, perform } from '../case/perform.js';

/** 落实反担保: every condition precedent is met, or waived by a person with a reason. */
export async function secure(guarantee: Guarantee): Promise<void> {
  if (guarantee.isFresh) return perform(guarantee, 'openConditions', {});
  const turn = await awaitTurn(guarantee);
  if (turn?.kind === 'message')
    await perform(guarantee, 'recordCondition', { message: turn.message.no });
  if (turn?.kind === 'command') await obey(guarantee, 'confirmCondition', turn.command);
}
