import type { CaseStep } from '#store/case/case-step';
import { refuseMessage, takeMessage } from '#store/case/letters';
import type { PartnerMessage } from '#store/case/letters';
import { cancelTask, hasOpenTask, openTask } from '#store/case/tasks';
import { timesOf } from '../case/waits.js';
import type { OfMessage, Work } from '../case/work.js';
import {
  isDebtPaid,
  leaveDebt,
  notePaidTwice,
  ordersOf,
  ordersOfOneDebt,
  settleDebt,
  wasPaidByBank,
} from './debts.js';
import type { Answer, Debt, DebtKind } from './debts.js';
import type { PaymentOrder } from './payment-orders.js';

interface PaymentAnswer {
  readonly reference: string;
  /** Of a payment that was made. */
  readonly amountMinor?: number;
  /** Of a payment that was rejected. */
  readonly reason?: string;
}

/** The bank has paid what we owe, or will not: then it stays owed, and finance decides what becomes of it. */
export const recordPayment =
  (kind: DebtKind): Work<OfMessage, void> =>
  async (step, { message: no }) => {
    const message = await takeMessage<PaymentAnswer>(step, no);
    const { reference, reason } = message.data;
    const ordered = (await ordersOf(step, kind)).find((one) => one.reference === reference);
    if (ordered === undefined) return refuseMessage(step, message, 'unknownReference');
    const how = { on: message.on, resource: message.source, role: 'partner' };
    return reason === undefined
      ? recordPaid(step, kind, ordered, message, how)
      : recordRejected(step, kind, ordered, message, { ...how, more: { reason } });
  };

/**
 * Money has gone, though the bank may have said before that it had not. What is owed is paid by it. Where another order has paid
 * the debt already, or may yet, finance is told.
 */
async function recordPaid(
  step: CaseStep,
  kind: DebtKind,
  ordered: PaymentOrder<Debt>,
  message: PartnerMessage<PaymentAnswer>,
  how: Answer,
): Promise<void> {
  const { reference } = ordered;
  if (await wasPaidByBank(step, kind, reference))
    return refuseMessage(step, message, 'alreadyAnswered');
  if (message.data.amountMinor !== ordered.data.amountMinor)
    return refuseMessage(step, message, 'amountDiffers');
  if (await isDebtPaid(step, kind, reference)) {
    notePaidTwice(step, kind, ordered, how);
    return tellOfSecond(step, reference);
  }
  const isLate = ordered.state === 'rejected';
  await settleDebt(step, kind, ordered, isLate ? { ...how, more: { afterRejection: true } } : how);
  for (const other of await ordersOfOneDebt(step, kind, reference)) {
    await cancelTask(step, 'rejectedPayment', other.reference);
    await cancelTask(step, 'rejectedPaymentReview', other.reference);
    if (other.state === 'ordered' && other.reference !== reference)
      await tellOfSecond(step, other.reference);
  }
}

/** A rejected order is finance's to mend, unless the debt has been paid otherwise meanwhile. */
async function recordRejected(
  step: CaseStep,
  kind: DebtKind,
  ordered: PaymentOrder<Debt>,
  message: PartnerMessage<PaymentAnswer>,
  how: Answer,
): Promise<void> {
  const { reference, state } = ordered;
  if (state !== 'ordered') return refuseMessage(step, message, 'alreadyAnswered');
  leaveDebt(step, kind, ordered, how);
  if (!(await isDebtPaid(step, kind, reference))) return askFinance(step, reference);
  await cancelTask(step, 'paymentMadeTwice', reference);
}

/** Opens the task of a payment that is still owed; it outlives the case's ending. */
export function askFinance(step: CaseStep, reference: string): Promise<void> {
  return openForFinance(step, 'rejectedPayment', reference);
}

/** Opens the task of an order that pays what was paid already, or may yet; it is recalled, or the money reclaimed. */
async function tellOfSecond(step: CaseStep, reference: string): Promise<void> {
  if (!(await hasOpenTask(step, 'paymentMadeTwice', reference)))
    await openForFinance(step, 'paymentMadeTwice', reference);
}

async function openForFinance(
  step: CaseStep,
  kind: 'rejectedPayment' | 'paymentMadeTwice',
  subject: string,
): Promise<void> {
  const dueAt = timesOf(step, 'payoutRequest').deadline;
  await openTask(step, { kind, subject, dueAt, makers: [step.row.submittedBy] });
}
