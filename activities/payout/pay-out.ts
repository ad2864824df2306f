import type { CommandAnswer } from '#domain/lifecycle/messages';
import type { PayoutAmount } from '#domain/payout/payout-amount';
import type { CaseStep } from '#store/case/case-step';
import { latestFact } from '#store/case/facts';
import { decideTask } from '../case/decide-task.js';
import type { TaskDecision } from '../case/decide-task.js';
import { packOf } from '../case/pack.js';
import { waitFor, waitForTask } from '../case/waits.js';
import type { Nothing, OfCommand, Work } from '../case/work.js';
import { claimOnFile } from '../claim/claim-on-file.js';
import { order } from '../case/order.js';

type PayoutTask = 'payoutRequest' | 'payoutReview';

/** 拨付申请: the payout is requested by one person and released by another, as far as the pack asks for both. */
export const openPayout: Work<Nothing, void> = async (step) => {
  const [first] = chainOf(step);
  if (first === undefined) await orderPayment(step);
  else await openSeat(step, first, [step.row.submittedBy]);
};

/** Requested, released or returned. */
export const decidePayout: Work<OfCommand, CommandAnswer> = (step, { command }) =>
  decideTask(step, command, ['payoutRequest', 'payoutReview'], {
    act: (decision) => weigh(step, decision),
  });

async function weigh(step: CaseStep, { task, outcome, person }: TaskDecision): Promise<void> {
  if (outcome === 'return') {
    step.startAfresh();
    return;
  }
  const isRequest = task.kind === 'payoutRequest' && chainOf(step).includes('payoutReview');
  if (isRequest) await openSeat(step, 'payoutReview', [step.row.submittedBy, person]);
  else await orderPayment(step);
}

async function openSeat(
  step: CaseStep,
  kind: PayoutTask,
  makers: readonly string[],
): Promise<void> {
  const { claim } = await claimOnFile(step);
  await waitForTask(step, kind, { subject: claim, makers });
}

function chainOf(step: CaseStep): PayoutTask[] {
  return packOf(step.row).claim.steps.filter(
    (name): name is PayoutTask => name === 'payoutRequest' || name === 'payoutReview',
  );
}

/** 拨付: the order bears one reference for ever; a new one exists only after the bank has rejected the last. */
async function orderPayment(step: CaseStep): Promise<void> {
  const accepted = await latestFact<PayoutAmount>(step, 'claimAccepted');
  if (accepted === undefined)
    throw new Error(`${step.row.number}: a payout without an accepted claim`);
  const payload = {
    claim: accepted.subject ?? '',
    amountMinor: accepted.data.payableMinor,
    currency: step.row.currency,
  };
  const reference = order(step, 'PO', { partner: 'bank', kind: 'payment', payload });
  step.note({ kind: 'payoutOrdered', subject: reference, data: payload });
  step.emit({ name: 'PayoutOrdered', transition: 'schedule', data: { reference, ...payload } });
  waitFor(step, 'payoutSettlement', 'bank');
}
