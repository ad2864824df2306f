import type { CededPremium } from '#domain/premium/ceded-premium';
import type { CaseStep } from '#store/case/case-step';
import { factsOf } from '#store/case/facts';
import { refuseMessage, takeMessage } from '#store/case/letters';
import { book } from '../case/money.js';
import { order } from '../case/order.js';
import type { OfMessage, Work } from '../case/work.js';
import { isDebtPaid, orderDebt, ordersOf } from '../payment/debts.js';
import { cededPayable } from './ceded-account.js';

/**
 * 再担保费结算: the periodic account with the re-guarantors has come to this case. What it owes each of them is ordered
 * of the bank; what one of them owes back is asked of it. What is under way already is not ordered again.
 */
export const settleCededPremium: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage(step, no);
  const ceded = await factsOf<CededPremium>(step, ['premiumCeded']);
  const parties = [...new Set(ceded.map(({ data }) => data.party))];
  for (const [index, party] of parties.entries()) {
    const payableMinor = await cededPayable(step, party);
    if (payableMinor > 0) await pay(step, party, payableMinor, index + 1);
    if (payableMinor < 0) await askBack(step, party, -payableMinor, index + 1);
  }
  step.note({ kind: 'cededPremiumDue', data: message.data });
};

async function pay(step: CaseStep, party: string, amountMinor: number, index: number) {
  const { currency } = step.row;
  const orders = await ordersOf(step, 'cededPremium');
  const last = orders.findLast(({ data }) => data.party === party);
  // A rejected one is finance's to order again: its task is open, unless an earlier order was paid after all.
  if (last !== undefined && !(await isDebtPaid(step, 'cededPremium', last.reference))) return;
  orderDebt(step, 'cededPremium', { party, amountMinor, currency }, { index });
}

async function askBack(step: CaseStep, party: string, amountMinor: number, index: number) {
  const { currency } = step.row;
  const payload = { party, amountMinor, currency };
  const draft = { partner: 'reGuarantor', kind: 'premiumReturnRequest', payload } as const;
  const reference = order(step, 'RR', draft, index);
  step.emit({
    name: 'CededPremiumAskedBack',
    activity: 'reGuaranteePremium',
    transition: 'schedule',
    data: { reference, ...payload },
  });
  return Promise.resolve();
}

/** A re-guarantor has paid back what it owed us of its premium; more than that is refused. */
export const recordCededReturn: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<CededPremium>(step, no);
  const { party, amountMinor } = message.data;
  const owedMinor = -(await cededPayable(step, party));
  if (amountMinor > owedMinor) return refuseMessage(step, message, 'moreThanOwedBack');
  await book(step, 'cededPremiumReturnReceived', { party, amountMinor }, message.on);
  step.note({
    kind: 'cededPremiumReturnReceived',
    subject: party,
    data: { party, amountMinor },
    on: message.on,
  });
  step.emit({
    name: 'CededPremiumReturnReceived',
    activity: 'reGuaranteePremium',
    transition: 'complete',
    resource: message.source,
    role: 'partner',
    data: { party, amountMinor },
    on: message.on,
  });
};
