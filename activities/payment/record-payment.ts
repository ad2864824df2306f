import type { CaseStep } from '#store/case/case-step';
import { refuseMessage, takeMessage } from '#store/case/letters';
import { openTask } from '#store/case/tasks';
import { timesOf } from '../case/waits.js';
import type { OfMessage, Work } from '../case/work.js';
import { leaveDebt, ordersOf, settleDebt, type DebtKind } from './debts.js';

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
    const { reference, amountMinor, reason } = message.data;
    const ordered = (await ordersOf(step, kind)).find((one) => one.reference === reference);
    if (ordered === undefined) return refuseMessage(step, message, 'unknownReference');
    if (ordered.state !== 'ordered') return refuseMessage(step, message, 'alreadyAnswered');
    const answer = { on: message.on, resource: message.source, role: 'partner' };
    if (reason !== undefined) {
      leaveDebt(step, kind, ordered, { ...answer, more: { reason } });
      return askFinance(step, reference);
    }
    if (amountMinor !== ordered.data.amountMinor)
      return refuseMessage(step, message, 'amountDiffers');
    return settleDebt(step, kind, ordered, answer);
  };

/** Opens the task of a payment that is still owed; it outlives the case's ending. */
export async function askFinance(step: CaseStep, reference: string): Promise<void> {
  await openTask(step, {
    kind: 'rejectedPayment',
    subject: reference,
    dueAt: timesOf(step, 'payoutRequest').deadline,
    makers: [step.row.submittedBy],
  });
}
