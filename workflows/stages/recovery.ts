import type { Guarantee } from '../case/guarantee.js';
import { awaitTurn } from '../case/await-turn.js';
import { fallDue } from '../case/fall-due.js';
import { obey, perform } from '../case/perform.js';

/** 追偿: recoveries and their costs, until all is back or a write-off is proposed. */
export async function recover(guarantee: Guarantee): Promise<void> {
  if (guarantee.isFresh) return perform(guarantee, 'openRecovery', {});
  const turn = await awaitTurn(guarantee);
  if (turn?.kind === 'command') await obey(guarantee, 'proposeWriteOff', turn.command);
  if (turn?.kind === 'due') await fallDue(guarantee, turn.due);
  if (turn?.kind !== 'message') return;
  const message = turn.message.no;
  switch (turn.message.kind) {
    case 'recovered':
      return perform(guarantee, 'recordRecovery', { message });
    case 'recoveryCostPaid':
      return perform(guarantee, 'recordRecoveryCost', { message });
    case 'capPeriodClosed':
      return perform(guarantee, 'releaseByCap', { message });
    case 'settlementAgreed':
      return perform(guarantee, 'recordSettlement', { message });
    case 'depositReceived':
      return perform(guarantee, 'recordDeposit', { message });
    default:
      return perform(guarantee, 'recordBankruptcy', { message });
  }
}
