import type { Guarantee } from '../case/guarantee.js';
import { awaitTurn } from '../case/await-turn.js';
import { obey, perform } from '../case/perform.js';

/** 核销: proposed with proof, approved by another person. The debt itself is never waived (账销案存). */
export async function writeOff(guarantee: Guarantee): Promise<void> {
  if (guarantee.isFresh) return perform(guarantee, 'openWriteOff', {});
  const turn = await awaitTurn(guarantee);
  if (turn?.kind === 'command') await obey(guarantee, 'decideWriteOff', turn.command);
}
