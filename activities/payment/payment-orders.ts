import type { CaseStep } from '#store/case/case-step';
import { factsOf } from '#store/case/facts';

/** The kinds of fact in which a payment is ordered and answered; their subject is the order's reference. */
export interface PaymentWords {
  readonly ordered: string;
  readonly settled: string;
  readonly rejected: string;
}

/** An order of money, as it was ordered, and what the bank has said of it so far. */
export interface PaymentOrder<Data> {
  readonly reference: string;
  readonly orderedOn: string;
  readonly data: Data;
  readonly state: 'ordered' | 'rejected' | 'settled';
}

/** Every payment that was ordered under these words after the fact `since`, the earliest first. */
export async function paymentOrders<Data>(
  step: CaseStep,
  { ordered, settled, rejected }: PaymentWords,
  since = 0,
): Promise<PaymentOrder<Data>[]> {
  const facts = (await factsOf<Data>(step, [ordered, settled, rejected])).filter(
    ({ no }) => no > since,
  );
  const stateOf = (reference: string | null): PaymentOrder<Data>['state'] => {
    const last = facts.findLast(({ subject }) => subject === reference)?.kind;
    if (last === settled) return 'settled';
    return last === rejected ? 'rejected' : 'ordered';
  };
  return facts
    .filter(({ kind }) => kind === ordered)
    .map(({ subject, data, on }) => ({
      reference: subject ?? '',
      orderedOn: on,
      data,
      state: stateOf(subject),
    }));
}
