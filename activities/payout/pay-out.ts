import type { CommandAnswer } from '#domain/lifecycle/messages';
import type { CaseStep } from '#store/case/case-step';
import { decideTask, refuse } from '../case/decide-task.js';
import type { TaskDecision } from '../case/decide-task.js';
import { packOf } from '../case/pack.js';
import { waitFor, waitForTask } from '../case/waits.js';
import type { Nothing, OfCommand, Work } from '../case/work.js';
import { claimOnFile } from '../claim/claim-on-file.js';
import { order } from '../case/order.js';
import { acceptedClaim, lastToEach, partsToPay, paymentsOf } from './payments.js';
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
    check: async ({ outcome }) => (outcome === 'setAside' ? whyNotSetAside(step) : undefined),
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

/** Has the bank rejected the last payment to somebody? */
async function wasRejected(step: CaseStep): Promise<boolean> {
  return lastToEach(await paymentsOf(step)).some(({ state }) => state === 'rejected');
}

/** A payout can be set aside while nothing of it was paid and nothing is under way. */
async function whyNotSetAside(step: CaseStep): Promise<CommandAnswer | undefined> {
  const payments = lastToEach(await paymentsOf(step));
  if (!payments.some(({ state }) => state === 'rejected'))
    return refuse('outcomeNotOffered', 'the bank has not rejected this payout: request it');
  if (payments.every(({ state }) => state === 'rejected')) return undefined;
  const detail = 'a part of this payout is paid or under way: request again what was rejected';
  return refuse('outcomeNotOffered', detail);
}

function chainOf(step: CaseStep): PayoutTask[] {
  return packOf(step.row).claim.steps.filter(
    (name): name is PayoutTask => name === 'payoutRequest' || name === 'payoutReview',
  );
}

/**
 * 拨付: one order for each bank that is to be paid, each under one reference for ever; a new one exists only after the
 * bank has rejected the last.
 */
async function orderPayment(step: CaseStep): Promise<void> {
  const { claim } = await acceptedClaim(step);
  const { currency, promise } = step.row;
  (await partsToPay(step)).forEach((part, index) => {
    const { amountMinor, beneficiary } = part;
    const bank = beneficiary === undefined ? {} : { beneficiary };
    const payload = { claim, currency, amountMinor, ...bank };
    const draft = { partner: 'bank', kind: 'payment', payload } as const;
    const reference = order(step, 'PO', draft, promise.beneficiaries && index + 1);
    step.note({ kind: 'payoutOrdered', subject: reference, data: { claim, currency, ...part } });
    step.emit({ name: 'PayoutOrdered', transition: 'schedule', data: { reference, ...payload } });
  });
  waitFor(step, 'payoutSettlement', 'bank');
}
