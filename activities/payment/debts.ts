import { accountEnding } from '#domain/payments/rejected-payment';
import type { PayeeAccount } from '#domain/payments/rejected-payment';
import type { OrderDraft } from '#partners/adapters';
import type { CaseStep } from '#store/case/case-step';
import { factsOf } from '#store/case/facts';
import { book } from '../case/money.js';
import { order } from '../case/order.js';
import { cededPayable } from '../premium/ceded-account.js';
import { paymentOrders, type PaymentOrder, type PaymentWords } from './payment-orders.js';

/** What we owe beside a payout, and pay by an order of the bank. */
export interface Debt {
  readonly amountMinor: number;
  readonly currency: string;
  /** The sharer that it is owed to; left out, the debtor. */
  readonly party?: string;
  /** Ordered again: the order that the bank had rejected. */
  readonly inPlaceOf?: string;
}

/** One kind of debt: how it is ordered, called and booked. */
interface DebtTerms {
  /** Of the references. */
  readonly mark: string;
  readonly activity: string;
  readonly words: PaymentWords & {
    /** The bank has paid what was paid already. */
    readonly twice: string;
  };
  readonly draft: (debt: Debt, account: PayeeAccount | undefined) => OrderDraft;
  /** Books that it was paid. */
  readonly settle: (step: CaseStep, debt: Debt, on: string) => Promise<unknown>;
  /** What of it is still owed. */
  readonly owed: (step: CaseStep, debt: Debt) => Promise<number>;
}

/**
 * The kinds of debt. Each is ordered under references of its own mark, by facts and events of its own name, and
 * booked when the bank has paid it.
 */
const debts = {
  premiumRefund: {
    mark: 'RF',
    activity: 'premiumRefund',
    words: {
      ordered: 'premiumRefundOrdered',
      settled: 'premiumRefundPaid',
      rejected: 'premiumRefundRejected',
      twice: 'premiumRefundPaidTwice',
    },
    draft: ({ amountMinor, currency }, account) => ({
      partner: 'bank',
      kind: 'premiumRefund',
      payload: { amountMinor, currency, account },
    }),
    settle: (step, { amountMinor }, on) => book(step, 'premiumRefundPaid', { amountMinor }, on),
    owed: (_step, { amountMinor }) => Promise.resolve(amountMinor),
  },
  cededPremium: {
    mark: 'CP',
    activity: 'reGuaranteePremium',
    words: {
      ordered: 'cededPremiumOrdered',
      settled: 'cededPremiumPaid',
      rejected: 'cededPremiumRejected',
      twice: 'cededPremiumPaidTwice',
    },
    draft: ({ amountMinor, currency, party = '' }, account) => ({
      partner: 'bank',
      kind: 'cededPremium',
      payload: { party, amountMinor, currency, account },
    }),
    settle: (step, { amountMinor, party = '' }, on) =>
      book(step, 'cededPremiumPaid', { amountMinor, party }, on),
    // What was taken back since it was ordered is owed no longer.
    owed: async (step, { amountMinor, party }) =>
      Math.min(amountMinor, await cededPayable(step, party ?? '')),
  },
} as const satisfies Record<string, DebtTerms>;
export type DebtKind = keyof typeof debts;
export const debtKinds = Object.keys(debts) as DebtKind[];

/** Every order of a kind of debt, the earliest first. */
export const ordersOf = (step: CaseStep, kind: DebtKind): Promise<PaymentOrder<Debt>[]> =>
  paymentOrders<Debt>(step, debts[kind].words);

/** What of a rejected order is still owed, in minor units; nothing or less where it was taken back since. */
export const stillOwed = (step: CaseStep, kind: DebtKind, debt: Debt): Promise<number> =>
  termsOf(kind).owed(step, debt);

/** Every order of the debt that this one orders: first by one, then in its place by others. */
export async function ordersOfOneDebt(
  step: CaseStep,
  kind: DebtKind,
  reference: string,
): Promise<PaymentOrder<Debt>[]> {
  const orders = await ordersOf(step, kind);
  const firstOf = (of: string): string => {
    const before = orders.find((one) => one.reference === of)?.data.inPlaceOf;
    return before === undefined ? of : firstOf(before);
  };
  return orders.filter((one) => firstOf(one.reference) === firstOf(reference));
}

/** Whether the debt that is ordered so has been paid, by this order or another. */
export async function isDebtPaid(
  step: CaseStep,
  kind: DebtKind,
  reference: string,
): Promise<boolean> {
  const orders = await ordersOfOneDebt(step, kind, reference);
  return orders.some(({ state }) => state === 'settled');
}

/** Whether the bank itself has told of this order that it was paid: told again, it is nothing new. */
export async function wasPaidByBank(
  step: CaseStep,
  kind: DebtKind,
  reference: string,
): Promise<boolean> {
  const { settled, twice } = debts[kind].words;
  const facts = await factsOf<{ settledOtherwise?: boolean }>(step, [settled, twice]);
  return facts.some(({ subject, data }) => subject === reference && data.settledOtherwise !== true);
}

const termsOf = (kind: DebtKind): DebtTerms => debts[kind];

/** Orders the bank to pay a debt, to an account of the payee's that it knows or to the one that is named. */
export function orderDebt(
  step: CaseStep,
  kind: DebtKind,
  debt: Debt,
  { account, index }: { readonly account?: PayeeAccount; readonly index?: number } = {},
): void {
  const { mark, words, draft } = termsOf(kind);
  const reference = order(step, mark, draft(debt, account), index);
  step.note({ kind: words.ordered, subject: reference, data: debt });
  const to = account === undefined ? {} : { accountEnding: accountEnding(account) };
  tell(step, kind, 'ordered', { reference, ...debt, ...to });
}

/** The debt is paid: it is booked, and no longer owed. */
export async function settleDebt(
  step: CaseStep,
  kind: DebtKind,
  { reference, data }: PaymentOrder<Debt>,
  how: Answer,
): Promise<void> {
  await termsOf(kind).settle(step, data, how.on);
  answered(step, kind, 'settled', reference, data, how);
}

/** The bank will not pay it: it stays owed. */
export function leaveDebt(
  step: CaseStep,
  kind: DebtKind,
  { reference, data }: PaymentOrder<Debt>,
  how: Answer,
): void {
  answered(step, kind, 'rejected', reference, data, how);
}

/** The bank has paid what was paid already: nothing of it is owed, and the books of this debt stay as they are. */
export function notePaidTwice(
  step: CaseStep,
  kind: DebtKind,
  { reference, data }: PaymentOrder<Debt>,
  how: Answer,
): void {
  answered(step, kind, 'twice', reference, data, how);
}

/** Who says what has become of an order, since when, and what belongs to it. */
export interface Answer {
  readonly on: string;
  readonly resource: string;
  readonly role: string;
  readonly more?: object;
}

function answered(
  step: CaseStep,
  kind: DebtKind,
  what: 'settled' | 'rejected' | 'twice',
  reference: string,
  { amountMinor, party }: Debt,
  { on, more, ...by }: Answer,
): void {
  const data = { reference, amountMinor, ...(party === undefined ? {} : { party }) };
  step.note({
    kind: debts[kind].words[what],
    subject: reference,
    data: { ...data, ...more },
    on,
  });
  tell(step, kind, what, data, { on, ...by });
}

function tell(
  step: CaseStep,
  kind: DebtKind,
  what: 'ordered' | 'settled' | 'rejected' | 'twice',
  data: object,
  by: object = {},
): void {
  const { activity, words } = debts[kind];
  const transition = what === 'ordered' ? 'start' : 'complete';
  step.emit({ name: eventOf(words[what]), activity, transition, data, ...by });
}

/** An event bears the name of its fact: `premiumRefundPaid` is told as `PremiumRefundPaid`. */
const eventOf = (fact: string): string => fact.charAt(0).toUpperCase() + fact.slice(1);
