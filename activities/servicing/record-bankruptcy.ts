import { takeMessage } from '#store/case/letters';
import { book } from '../case/money.js';
import type { OfMessage, Work } from '../case/work.js';
import { daysPastDueOf, reclassifyAt } from './reclassify.js';

/** The court accepts the debtor's bankruptcy: interest stops that day (担保制度解释 22), the class is at its floor. */
export const recordBankruptcy: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<{ acceptedOn: string }>(step, no);
  await book(step, 'bankruptcyAccepted', {}, message.data.acceptedOn);
  step.note({ kind: 'debtorBankrupt', data: message.data, on: message.on });
  step.emit({
    name: 'BankruptcyAccepted',
    activity: 'bankruptcy',
    transition: 'start',
    resource: message.source,
    role: 'partner',
    on: message.on,
  });
  await reclassifyAt(step, await daysPastDueOf(step), ['debtorBankrupt']);
};
