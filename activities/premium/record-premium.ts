import { refuseMessage, takeMessage } from '#store/case/letters';
import { book } from '../case/money.js';
import { pass } from '../case/passage.js';
import type { OfMessage, Work } from '../case/work.js';
import { premiumAccount } from './premium-account.js';

/**
 * A premium comes in: before the letter the stage passes when all that was demanded is here, in force a later
 * instalment is paid. More than was demanded is refused.
 */
export const recordPremium: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<{ amountMinor: number }>(step, no);
  const { amountMinor } = message.data;
  const { missingMinor } = await premiumAccount(step);
  if (amountMinor > missingMinor) {
    await refuseMessage(step, message, 'aboveDemanded');
    return;
  }
  await book(step, 'premiumReceived', { amountMinor }, message.on);
  step.note({ kind: 'premiumReceived', data: { amountMinor }, on: message.on });
  const event = {
    name: 'PremiumReceived',
    resource: message.source,
    role: 'partner',
    data: { amountMinor },
    on: message.on,
  };
  const isWhole = amountMinor === missingMinor;
  if (isWhole) step.clear('premiumOverdue');
  if (isWhole && step.place === 'premium') pass(step, event);
  else step.emit({ ...event, activity: 'premiumReceipt', transition: 'complete' });
};
