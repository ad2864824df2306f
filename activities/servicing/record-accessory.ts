import type { Accessory } from '#domain/ledger/accounts';
import { latestFact } from '#store/case/facts';
import { refuseMessage, takeMessage } from '#store/case/letters';
import { book } from '../case/money.js';
import type { OfMessage, Work } from '../case/work.js';

/** What the contract covers beside the principal accrues, until the debtor's bankruptcy (担保制度解释 22). */
export const recordAccessory: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<{
    drawdown: string;
    accessory: Accessory;
    amountMinor: number;
  }>(step, no);
  const { drawdown, accessory, amountMinor } = message.data;
  if ((await latestFact(step, 'disbursed', drawdown)) === undefined) {
    await refuseMessage(step, message, 'unknownDrawdown');
    return;
  }
  const bankrupt = await latestFact<{ acceptedOn: string }>(step, 'debtorBankrupt');
  if (bankrupt !== undefined && message.on >= bankrupt.data.acceptedOn) {
    await refuseMessage(step, message, 'accrualStopped');
    return;
  }
  await book(step, 'accessoryAccrued', { drawdown, accessory, amountMinor }, message.on);
  step.note({ kind: 'accessoryAccrued', subject: drawdown, data: message.data, on: message.on });
  step.emit({
    name: 'AccessoryAccrued',
    activity: 'accrual',
    transition: 'complete',
    resource: step.row.bank,
    role: 'partner',
    data: message.data,
    on: message.on,
  });
};
