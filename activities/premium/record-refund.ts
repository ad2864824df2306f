import type { CaseStep } from '#store/case/case-step';
import { factsOf, latestFact } from '#store/case/facts';
import { refuseMessage, takeMessage } from '#store/case/letters';
import { book } from '../case/money.js';
import { order } from '../case/order.js';
import type { OfMessage, Work } from '../case/work.js';

interface RefundAnswer {
  readonly reference: string;
  readonly amountMinor?: number;
  readonly reason?: string;
}

/** What is paid back is ordered of the bank, to the applicant's account, under one reference for ever. */
export function orderRefund(step: CaseStep, amountMinor: number): void {
  const { currency } = step.row;
  const payload = { amountMinor, currency };
  const reference = order(step, 'RF', { partner: 'bank', kind: 'premiumRefund', payload });
  step.note({ kind: 'premiumRefundOrdered', subject: reference, data: payload });
  step.emit({
    name: 'PremiumRefundOrdered',
    activity: 'premiumRefund',
    transition: 'start',
    data: { reference, ...payload },
  });
}

/** The bank has paid the applicant back, or will not: then it stays owed, and people are told. */
export const recordPremiumRefund: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<RefundAnswer>(step, no);
  const { reference, amountMinor, reason } = message.data;
  const ordered = await latestFact<{ amountMinor: number }>(
    step,
    'premiumRefundOrdered',
    reference,
  );
  const answers = await factsOf(step, ['premiumRefundPaid', 'premiumRefundRejected']);
  if (ordered === undefined) return refuseMessage(step, message, 'unknownReference');
  if (answers.some(({ subject }) => subject === reference))
    return refuseMessage(step, message, 'alreadyAnswered');
  const isPaid = message.kind === 'premiumRefundSettled';
  const owed = ordered.data.amountMinor;
  if (isPaid && amountMinor !== owed) return refuseMessage(step, message, 'amountDiffers');
  if (isPaid) await book(step, 'premiumRefundPaid', { amountMinor: owed }, message.on);
  const data = { reference, amountMinor: owed, ...(reason === undefined ? {} : { reason }) };
  step.note({
    kind: isPaid ? 'premiumRefundPaid' : 'premiumRefundRejected',
    subject: reference,
    data,
    on: message.on,
  });
  step.emit({
    name: isPaid ? 'PremiumRefundPaid' : 'PremiumRefundRejected',
    activity: 'premiumRefund',
    transition: 'complete',
    resource: message.source,
    role: 'partner',
    data: { reference, amountMinor: owed },
    on: message.on,
  });
  if (isPaid) return;
  step.emit({
    name: 'WaitEscalated',
    activity: 'premiumRefund',
    transition: 'schedule',
    role: 'finance',
  });
};
