import type { Guarantee } from '../case/guarantee.js';
import { awaitTurn } from '../case/await-turn.js';
import { obey, perform } from '../case/perform.js';

/** 评审: automatic, officer, officer and risk, council or board, as the authority matrix says; one reconsideration. */
export async function approve(guarantee: Guarantee): Promise<void> {
  if (guarantee.isFresh) return perform(guarantee, 'openApproval', {});
  const turn = await awaitTurn(guarantee);
  if (turn?.kind !== 'command') return;
  if (turn.command.kind === 'requestReconsideration') {
    await obey(guarantee, 'reconsider', turn.command);
  } else {
    await obey(guarantee, 'decideApproval', turn.command);
  }
}
