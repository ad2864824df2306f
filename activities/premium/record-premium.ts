import { latestFact, factsOf } from '#store/case/facts';
import { refuseMessage, takeMessage } from '#store/case/letters';
import { book } from '../case/money.js';
import { pass } from '../case/passage.js';
import type { OfMessage, Work } from '../case/work.js';

/** A premium comes in: the stage passes when all that was demanded is here. More than that is refused. */
export const recordPremium: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<{ amountMinor: number }>(step, no);
  const { amountMinor } = message.data;
  const demanded = await latestFact<{ amountMinor: number }>(step, 'premiumDemanded');
  const received = await factsOf<{ amountMinor: number }>(step, ['premiumReceived']);
  const before = received.reduce((sum, { data }) => sum + data.amountMinor, 0);
  const missing = (demanded?.data.amountMinor ?? 0) - before;
  if (amountMinor > missing) {
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
  if (amountMinor === missing) pass(step, event);
  else step.emit({ ...event, activity: 'premiumReceipt', transition: 'complete' });
};
