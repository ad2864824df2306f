import type { Guarantee } from '../case/guarantee.js';
import { awaitTurn } from '../case/await-turn.js';
import { fallDue } from '../case/fall-due.js';
import { obey, perform } from '../case/perform.js';

/** 代偿: 拨付申请 → 拨付审核 → 拨付 → 已代偿. The order carries one reference for ever: it is paid once or not at all. */
export async function payOut(guarantee: Guarantee): Promise<void> {
  if (guarantee.isFresh) return perform(guarantee, 'openPayout', {});
  const turn = await awaitTurn(guarantee);
  if (turn?.kind === 'command') await obey(guarantee, 'decidePayout', turn.command);
  if (turn?.kind === 'due') await fallDue(guarantee, turn.due);
  if (turn?.kind !== 'message') return;
  const message = turn.message.no;
  switch (turn.message.kind) {
    case 'payoutSettled':
      return perform(guarantee, 'recordPayout', { message });
    case 'payoutRejected':
      return perform(guarantee, 'recordPayoutRejection', { message });
    default:
      return perform(guarantee, 'recordBankruptcy', { message });
  }
}
