import type { PriceOutcome } from '#domain/premium/price-guarantee';
import { latestFact } from '#store/case/facts';
import { book } from '../case/money.js';
import { pass } from '../case/passage.js';
import { waitFor } from '../case/waits.js';
import type { Nothing, Work } from '../case/work.js';
import { order } from '../case/order.js';

/** 收费: the instalment that is due before the letter is demanded and booked as receivable. */
export const demandPremium: Work<Nothing, void> = async (step) => {
  const assessed = await latestFact<{ price: PriceOutcome }>(step, 'assessed');
  const price = assessed?.data.price;
  const first = price?.kind === 'priced' ? price.instalments[0] : undefined;
  if (first === undefined || first.amountMinor === 0) {
    pass(step, { name: 'PremiumReceived', data: { amountMinor: 0 } });
    return;
  }
  const { currency } = step.row;
  await book(step, 'premiumAccrued', { amountMinor: first.amountMinor });
  order(step, 'PN', {
    partner: 'bank',
    kind: 'premiumNotice',
    payload: { amountMinor: first.amountMinor, currency },
  });
  step.note({ kind: 'premiumDemanded', data: { amountMinor: first.amountMinor } });
  step.emit({
    name: 'PremiumDemanded',
    transition: 'schedule',
    data: { amountMinor: first.amountMinor },
  });
  waitFor(step, 'premiumReceipt', 'applicant');
};
