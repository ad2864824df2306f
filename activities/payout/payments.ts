import { amountsOf } from '#domain/payout/payable-accessories';
import type { PayableAccessory } from '#domain/payout/payable-accessories';
import {
  borneByBank,
  payoutByBank,
  payoutByDrawdown,
  withAccessories,
} from '#domain/payout/payout-by-bank';
import type { PaymentPart } from '#domain/payout/payout-by-bank';
import type { PartyPart, PayoutAmount } from '#domain/payout/payout-amount';
import { payoutWaterfall } from '#domain/programmes/waterfall';
import type { CaseStep } from '#store/case/case-step';
import { latestFact } from '#store/case/facts';
import { readPosition } from '#store/ledger/read-position';
import { agreedShares, programmeOf } from '../case/programme.js';
import { claimOnFile } from '../claim/claim-on-file.js';
import { paymentOrders } from '../payment/payment-orders.js';
import type { PaymentOrder } from '../payment/payment-orders.js';

/** One payment under a claim. Without a beneficiary it pays the loan's only bank. */
export interface PartToPay extends Omit<PaymentPart, 'beneficiary'> {
  readonly beneficiary?: string;
}

/** A payment as it was ordered. */
export interface OrderedPayment extends PartToPay {
  readonly claim: string;
  readonly currency: string;
}

/** A payment under the claim on file, and what the bank has said of it so far. */
export interface Payment extends OrderedPayment {
  readonly reference: string;
  readonly state: PaymentOrder<unknown>['state'];
}

const words = {
  ordered: 'payoutOrdered',
  settled: 'payoutSettled',
  rejected: 'payoutRejected',
} as const;

/** Every payment that was ordered under the claim on file, the earliest first. */
export async function paymentsOf(step: CaseStep): Promise<Payment[]> {
  const { no } = await claimOnFile(step);
  const orders = await paymentOrders<OrderedPayment>(step, words, no);
  return orders.map(({ data, reference, state }) => ({
    ...orderedPayment(data),
    reference,
    state,
  }));
}

/** An order that names no parts pays principal alone. */
const orderedPayment = (data: OrderedPayment): OrderedPayment => ({
  ...{ principalMinor: data.amountMinor, accessories: {} },
  ...data,
});

/** The last payment to each bank: an earlier one was rejected. */
export function lastToEach(payments: readonly Payment[]): Payment[] {
  return [...new Map(payments.map((payment) => [payment.beneficiary, payment])).values()];
}

/**
 * What is to be ordered now: at first a payment to each of the loan's banks, later again the payments whose last order
 * the bank has rejected, as they were. What is paid or under way is never ordered twice.
 */
export async function partsToPay(step: CaseStep): Promise<readonly PartToPay[]> {
  const payments = lastToEach(await paymentsOf(step));
  if (payments.length === 0) return firstParts(step);
  return payments
    .filter(({ state }) => state === 'rejected')
    .map((payment) => partTo(payment.beneficiary, payment));
}

function partTo(
  beneficiary: string | undefined,
  { amountMinor, principalMinor, accessories, borne }: PartToPay,
): PartToPay {
  return {
    ...{ amountMinor, principalMinor, accessories },
    ...(beneficiary === undefined ? {} : { beneficiary }),
    ...(borne === undefined ? {} : { borne }),
  };
}

async function firstParts(step: CaseStep): Promise<readonly PartToPay[]> {
  const { payableMinor, accessories = [] } = await acceptedClaim(step);
  const { bank, promise } = step.row;
  const banks = promise.beneficiaries?.map(({ beneficiary }) => beneficiary) ?? [bank];
  const position = await readPosition(step.tx, step.row.book, step.row.number);
  const principal = payoutByBank(position, payableMinor, banks);
  // Over several drawdowns the ledger splits each by the shares.
  const isWhole = payoutByDrawdown(position, { principalMinor: payableMinor }).length === 1;
  const borne = isWhole ? borneByBank(principal, await borneParts(step, payableMinor)) : principal;
  const parts = withAccessories(position, borne, amountsOf(accessories), banks);
  const isJoint = promise.beneficiaries !== undefined;
  return parts.map((part) => partTo(isJoint ? part.beneficiary : undefined, part));
}

interface AcceptedClaim extends PayoutAmount {
  readonly accessories?: readonly PayableAccessory[];
}

/** What was accepted of the claim that is being paid. */
export async function acceptedClaim(
  step: CaseStep,
): Promise<AcceptedClaim & { readonly claim: string }> {
  const accepted = await latestFact<AcceptedClaim>(step, 'claimAccepted');
  if (accepted === undefined)
    throw new Error(`${step.row.number}: a payout without an accepted claim`);
  return { ...accepted.data, claim: accepted.subject ?? '' };
}

/** Who bears the payout: the programme's waterfall on the bank's loss. */
async function borneParts(step: CaseStep, payableMinor: number): Promise<PartyPart[]> {
  const { principalMinor } = await claimOnFile(step);
  const { steps } = programmeOf(step.row).payout;
  const paid = { lossMinor: Math.max(principalMinor, payableMinor), payableMinor };
  return payoutWaterfall(paid, await agreedShares(step), steps)
    .filter(({ does }) => does !== 'retains')
    .map(({ party, borneMinor }) => ({ party, amountMinor: borneMinor }));
}
