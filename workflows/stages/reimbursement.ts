import type { Guarantee } from '../case/guarantee.js';
import { awaitTurn } from '../case/await-turn.js';
import { fallDue } from '../case/fall-due.js';
import { obey, perform } from '../case/perform.js';

/** 再担保补偿: each re-guarantor pays its share of the payout, or refuses it and the share falls back on us. */
export async function seekReimbursement(guarantee: Guarantee): Promise<void> {
  if (guarantee.isFresh) return perform(guarantee, 'requestReimbursement', {});
  const turn = await awaitTurn(guarantee);
  if (turn?.kind === 'command') await obey(guarantee, 'refuseCommand', turn.command);
  if (turn?.kind === 'due') await fallDue(guarantee, turn.due);
  if (turn?.kind !== 'message') return;
  const message = turn.message.no;
  if (turn.message.kind === 'debtorBankrupt')
    await perform(guarantee, 'recordBankruptcy', { message });
  else await perform(guarantee, 'recordReimbursement', { message });
}
