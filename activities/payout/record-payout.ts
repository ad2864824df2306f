import { remainderAfterPayout } from '#domain/payout/payout-amount';
import { accessoriesDue, sumOfAccessories } from '#domain/payout/payable-accessories';
import { payoutByDrawdown } from '#domain/payout/payout-by-bank';
import type { CaseStep } from '#store/case/case-step';
import { refuseMessage, takeMessage } from '#store/case/letters';
import type { PartnerMessage } from '#store/case/letters';
import { cancelOpenTasks } from '#store/case/tasks';
import { readPosition } from '#store/ledger/read-position';
import { book, moneyOf } from '../case/money.js';
import { packOf } from '../case/pack.js';
import { enter } from '../case/passage.js';
import type { OfMessage, Work } from '../case/work.js';
import { acceptedClaim, lastToEach, paymentsOf } from './payments.js';
import type { Payment } from './payments.js';

interface SettledPayment {
  readonly reference: string;
  readonly amountMinor: number;
  readonly reason?: string;
}

type Settlement = PartnerMessage<SettledPayment>;

/** The bank has executed an order: outstanding becomes paid out; with the last order the payout is made. */
export const recordPayout: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<SettledPayment>(step, no);
  const { reference, amountMinor } = message.data;
  const payments = await paymentsOf(step);
  const paid = payments.find((payment) => payment.reference === reference);
  if (paid === undefined) return refuseMessage(step, message, 'unknownReference');
  if (paid.amountMinor !== amountMinor) return refuseMessage(step, message, 'amountDiffers');
  if (
    payments.some(
      ({ beneficiary, state }) => beneficiary === paid.beneficiary && state === 'settled',
    )
  )
    return refuseMessage(step, message, 'alreadyPaid');
  await payDrawdowns(step, paid, message.on);
  step.note({ kind: 'payoutSettled', subject: reference, data: { amountMinor }, on: message.on });
  const others = lastToEach(payments).filter(({ beneficiary }) => beneficiary !== paid.beneficiary);
  if (paid.beneficiary !== undefined) tellOfBank(step, message, paid);
  if (others.every(({ state }) => state === 'settled'))
    await completePayout(step, message, [...others, paid]);
};

/** One of a joint loan's banks has its part. */
function tellOfBank(step: CaseStep, message: Settlement, paid: Payment): void {
  const { claim, beneficiary, amountMinor, reference } = paid;
  step.emit({
    name: 'BankPaid',
    transition: 'complete',
    resource: message.source,
    role: 'partner',
    data: { claim, beneficiary, amountMinor, reference },
    on: message.on,
  });
}

/** 已代偿: every bank has been paid; what remains is released or stays. */
async function completePayout(
  step: CaseStep,
  message: Settlement,
  payments: readonly Payment[],
): Promise<void> {
  const { claim } = await acceptedClaim(step);
  const amountMinor = payments.reduce((sum, payment) => sum + payment.amountMinor, 0);
  const { reference } = message.data;
  await book(step, 'claimSettled', { claim, amountMinor: 'all' }, message.on);
  await releaseRemainder(step, message.on);
  step.note({ kind: 'paidOut', subject: claim, data: { amountMinor, reference }, on: message.on });
  step.emit({
    name: 'PayoutMade',
    transition: 'complete',
    resource: message.source,
    role: 'partner',
    data: { claim, amountMinor, ...toBanks(step, payments) },
    on: message.on,
  });
  await cancelOpenTasks(step, ['payoutRequest', 'payoutReview']);
  enter(step, 'reimbursement');
}

/** Of a joint loan: what each bank got, in the order of the contract. */
function toBanks(step: CaseStep, payments: readonly Payment[]) {
  const { beneficiaries } = step.row.promise;
  if (beneficiaries === undefined) return {};
  const got = (bank: string) => payments.find((payment) => payment.beneficiary === bank);
  return {
    beneficiaries: beneficiaries
      .map(({ beneficiary }) => ({ beneficiary, amountMinor: got(beneficiary)?.amountMinor ?? 0 }))
      .filter(({ amountMinor }) => amountMinor > 0),
  };
}

/**
 * The bank will not execute an order: the payment is requested again, then under a new reference. A request that was
 * under way meanwhile begins anew, so that whoever decides knows of every rejection.
 */
export const recordPayoutRejection: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<SettledPayment>(step, no);
  const { reference, reason } = message.data;
  const rejected = (await paymentsOf(step)).find((payment) => payment.reference === reference);
  if (rejected === undefined) return refuseMessage(step, message, 'unknownReference');
  if (rejected.state !== 'ordered') return refuseMessage(step, message, 'alreadyAnswered');
  step.note({ kind: 'payoutRejected', subject: reference, data: { reason }, on: message.on });
  const { beneficiary } = rejected;
  step.emit({
    name: 'PayoutRejected',
    transition: 'complete',
    resource: message.source,
    role: 'partner',
    data: { reference, ...(beneficiary === undefined ? {} : { beneficiary }) },
    on: message.on,
  });
  await cancelOpenTasks(step, ['payoutRequest', 'payoutReview']);
  step.startAfresh();
};

/** A payment goes to the oldest drawdown first; who bears its principal was decided with the order. */
async function payDrawdowns(step: CaseStep, payment: Payment, on: string): Promise<void> {
  const { claim, beneficiary, borne } = payment;
  const position = await readPosition(step.tx, step.row.book, step.row.number);
  const bank = beneficiary === undefined ? {} : { beneficiary };
  for (const part of payoutByDrawdown(position, payment, bank)) {
    const isWhole = part.principalMinor === payment.principalMinor && borne !== undefined;
    const { accessories, ...principal } = part;
    const covered = sumOfAccessories(accessories) === 0 ? {} : { accessories };
    const bearing = isWhole && part.principalMinor > 0 ? { borne } : {};
    await book(step, 'paidOut', { claim, ...principal, ...covered, ...bank, ...bearing }, on);
  }
}

async function releaseRemainder(step: CaseStep, on: string): Promise<void> {
  const accepted = await acceptedClaim(step);
  const rule = packOf(step.row).payout.remainderAfterPayout;
  const { outstandingMinor, undrawnMinor } = await moneyOf(step);
  const before = outstandingMinor + accepted.payableMinor;
  const { releasedMinor } = remainderAfterPayout(before, accepted, rule);
  const reason = 'remainderAfterPayout';
  if (releasedMinor > 0) await book(step, 'released', { amountMinor: releasedMinor, reason }, on);
  if (undrawnMinor > 0) await book(step, 'undrawnReleased', { amountMinor: 'all', reason }, on);
  if (rule === 'released') await waiveAccessories(step, on);
}

/** What accrued and was not claimed, or is above the contract's ceiling, goes with the remainder of the liability. */
async function waiveAccessories(step: CaseStep, on: string): Promise<void> {
  const position = await readPosition(step.tx, step.row.book, step.row.number);
  for (const { drawdown, accessory, amountMinor } of accessoriesDue(position)) {
    await book(step, 'accessoryWaived', { drawdown, accessory, amountMinor: 'all' }, on);
    step.emit({
      name: 'AccessoryWaived',
      activity: 'accrual',
      transition: 'complete',
      data: { drawdown, accessory, amountMinor, reason: 'remainderAfterPayout' },
      on,
    });
  }
}
