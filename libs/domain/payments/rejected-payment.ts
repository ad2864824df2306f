import type { BusinessDate } from '../calendar/business-date.js';

/** Where money is to go. It is personal data: it travels with the order and stays in the database. */
export interface PayeeAccount {
  readonly holder: string;
  readonly bank: string;
  readonly number: string;
}

/** What a person proposes for a payment that the bank has rejected and that is still owed. */
export interface PaymentMending {
  readonly outcome: 'orderAgain' | 'settledOtherwise';
  /** Another account than the order went to. */
  readonly account?: PayeeAccount;
  /** Settled otherwise: on which day; left out, today. */
  readonly settledOn?: BusinessDate;
  /** Settled otherwise: the papers that show it. */
  readonly proof?: readonly unknown[];
}

export type MendingDecision =
  /** The same payment to the same account: nothing is decided anew. */
  | { readonly kind: 'carriedOut' }
  /** Another account, or no payment of the bank's at all: a second person looks at it first. */
  | { readonly kind: 'toBeChecked' }
  | { readonly kind: 'refused'; readonly detail: string };

/**
 * May a rejected payment be mended so, and by one person alone?
 * @param orderedOn the day on which the rejected payment was ordered
 */
export function decideMending(
  { outcome, account, settledOn, proof = [] }: PaymentMending,
  { orderedOn, today }: { readonly orderedOn: string; readonly today: string },
): MendingDecision {
  if (outcome === 'orderAgain') {
    if (settledOn !== undefined || proof.length > 0)
      return refused('orderAgain takes no settledOn and no proof: they belong to settledOtherwise');
    return { kind: account === undefined ? 'carriedOut' : 'toBeChecked' };
  }
  if (account !== undefined)
    return refused('settledOtherwise takes no account: nothing is ordered');
  if (proof.length === 0)
    return refused('settledOtherwise needs proof: the papers that show how it was settled');
  if (settledOn !== undefined && settledOn > today) return refused(`${settledOn} is still to come`);
  if (settledOn !== undefined && settledOn < orderedOn)
    return refused(`${settledOn} is before the payment was ordered, on ${orderedOn}`);
  return { kind: 'toBeChecked' };
}

const refused = (detail: string): MendingDecision => ({ kind: 'refused', detail });

/** The last four characters of an account's number, which tell people which one is meant. */
export const accountEnding = ({ number }: PayeeAccount): string => number.slice(-4);
