import type { Guarantee } from '../case/guarantee.js';
import { awaitTurn } from '../case/await-turn.js';
import { obey, perform } from '../case/perform.js';

/** 准入: lists and hard rules decide; a near hit goes to a person. */
export async function screen(guarantee: Guarantee): Promise<void> {
  if (guarantee.isFresh) return perform(guarantee, 'screen', {});
  const turn = await awaitTurn(guarantee);
  if (turn?.kind === 'command') await obey(guarantee, 'decideScreeningReview', turn.command);
}
