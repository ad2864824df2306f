import type { Guarantee } from '../case/guarantee.js';
import { awaitTurn } from '../case/await-turn.js';
import { obey, perform } from '../case/perform.js';

/** 签约: contracts are generated and sent to be signed; the last signature completes them. */
export async function contract(guarantee: Guarantee): Promise<void> {
  if (guarantee.isFresh) return perform(guarantee, 'prepareContracts', {});
  const turn = await awaitTurn(guarantee);
  if (turn?.kind === 'message')
    await perform(guarantee, 'recordSignature', { message: turn.message.no });
  if (turn?.kind === 'command') await obey(guarantee, 'refuseCommand', turn.command);
}
