import type { CommandAnswer } from '#domain/lifecycle/messages';
import type { PayoutAmount } from '#domain/payout/payout-amount';
import { payoutByBank, type BankPart } from '#domain/payout/payout-by-bank';
import type { CaseStep } from '#store/case/case-step';
import { latestFact } from '#store/case/facts';
import { readPosition } from '#store/ledger/read-position';
import { decideTask, refuse } from '../case/decide-task.js';
import type { TaskDecision } from '../case/decide-task.js';
import { packOf } from '../case/pack.js';
import { waitFor, waitForTask } from '../case/waits.js';
import type { Nothing, OfCommand, Work } from '../case/work.js';
import { claimOnFile } from '../claim/claim-on-file.js';
import { order } from '../case/order.js';
import { setPayoutAside } from './set-aside.js';

type PayoutTask = 'payoutRequest' | 'payoutReview';

/** 拨付申请: the payout is requested by one person and released by another, as far as the pack asks for both. */
export const openPayout: Work<Nothing, void> = async (step) => {
  // What the bank has rejected is not ordered again before a person has looked at it, whatever the pack asks for.
  const first = (await wasRejected(step)) ? 'payoutRequest' : chainOf(step)[0];
  if (first === undefined) await orderPayment(step);
  else await openSeat(step, first, [step.row.submittedBy]);
};

/** Requested, released, returned, or set aside. */
export const decidePayout: Work<OfCommand, CommandAnswer> = (step, { command }) =>
  decideTask(step, command, ['payoutRequest', 'payoutReview'], {
    check: async ({ outcome }) =>
      outcome === 'setAside' && !(await wasRejected(step))
        ? refuse('outcomeNotOffered', 'the bank has not rejected this payout: request it')
        : undefined,
    act: (decision) => weigh(step, decision),
  });

async function weigh(step: CaseStep, decision: TaskDecision): Promise<void> {
  const { task, outcome, person } = decision;
  if (outcome === 'setAside') return setPayoutAside(step, decision);
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

/** Has the bank rejected a payment of the claim that the case is about? */
async function wasRejected(step: CaseStep): Promise<boolean> {
  const rejected = await latestFact(step, 'payoutRejected');
  return rejected !== undefined && rejected.no > (await claimOnFile(step)).no;
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
    ...(await bankParts(step, accepted.data.payableMinor)),
  };
  const reference = order(step, 'PO', { partner: 'bank', kind: 'payment', payload });
  step.note({ kind: 'payoutOrdered', subject: reference, data: payload });
  step.emit({ name: 'PayoutOrdered', transition: 'schedule', data: { reference, ...payload } });
  waitFor(step, 'payoutSettlement', 'bank');
}

/** Of a joint loan: the payment goes to the banks' agent and says what each of them gets. */
async function bankParts(
  step: CaseStep,
  payableMinor: number,
): Promise<{ beneficiaries?: BankPart[] }> {
  const { beneficiaries } = step.row.promise;
  if (beneficiaries === undefined) return {};
  const position = await readPosition(step.tx, step.row.book, step.row.number);
  const banks = beneficiaries.map(({ beneficiary }) => beneficiary);
  return { beneficiaries: payoutByBank(position, payableMinor, banks) };
}
