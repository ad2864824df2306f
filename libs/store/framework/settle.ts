import type { FactOf } from '#domain/ledger/facts';
import type { Queryable } from '../queryable.js';
import { receiveEvent } from '../inbox/receive-event.js';
import { postFact } from '../ledger/post-fact.js';
import { keptGuarantees } from './cap-use.js';
import type { FrameworkRow } from './frameworks.js';
import { linesOf, markReceived, type StatementRow } from './statements.js';

export type ReceiptOutcome =
  | { readonly kind: 'received'; readonly guarantees: number }
  | {
      readonly kind: 'refused';
      readonly reason: 'amountDiffers' | 'receivedBefore' | 'notYetInForce' | 'receivedTooEarly';
    };

/**
 * Books the bank's payment of a statement: to each guarantee on it its premium, all or none. The amount must be the
 * statement's; the value date is the day of receipt. Where it is refused the caller rolls back.
 */
export async function receivePremium(
  tx: Queryable,
  framework: FrameworkRow,
  statement: StatementRow,
  receipt: { readonly amountMinor: number; readonly on: string; readonly person: string },
): Promise<ReceiptOutcome> {
  if (receipt.amountMinor !== statement.premiumMinor) return refused('amountDiffers');
  const lines = await linesOf(tx, statement.id);
  if (lines.some(({ isInForce }) => !isInForce)) return refused('notYetInForce');
  if (!(await markReceived(tx, statement.id, receipt.on, receipt.person))) {
    return refused('receivedBefore');
  }
  for (const { guarantee, premiumMinor } of lines.filter((line) => line.premiumMinor > 0)) {
    const fact: FactOf<'premiumReceived'> = {
      kind: 'premiumReceived',
      reference: `${statement.id}:${guarantee}`,
      book: framework.book,
      guarantee,
      currency: framework.currency,
      valueDate: receipt.on,
      amountMinor: premiumMinor,
    };
    const booked = await postFact(tx, fact);
    if (booked.kind === 'refused') {
      if (booked.reason === 'valuedTooEarly') return refused('receivedTooEarly');
      throw new Error(`${guarantee}: the ledger refused its premium: ${JSON.stringify(booked)}`);
    }
  }
  return { kind: 'received', guarantees: lines.length };
}

const refused = (
  reason: Extract<ReceiptOutcome, { kind: 'refused' }>['reason'],
): ReceiptOutcome => ({ kind: 'refused', reason });

/**
 * Tells every case of which the cap has kept something that its period is closed. Each is told once, however often
 * this is repeated; it never runs in the transaction that closes the framework, whose row comes after the cases'.
 */
export async function tellCapClosed(store: Queryable, framework: string): Promise<number> {
  const guarantees = await keptGuarantees(store, framework);
  for (const guarantee of guarantees) {
    await receiveEvent(store, {
      source: 'framework',
      eventId: `${framework}:${guarantee}:capPeriodClosed`,
      guarantee,
      kind: 'capPeriodClosed',
      occurredOn: null,
      data: { framework },
    });
  }
  return guarantees.length;
}
