import { accessories, components, type AccountName } from '#domain/ledger/accounts';
import { totalOf } from '#domain/ledger/position';
import { readPosition } from '../ledger/read-position.js';
import type { Queryable } from '../queryable.js';

/**
 * What the ledger says of one guarantee now, in whole minor units of its currency:
 * issued = undrawn + outstanding + released + paidOut, and paidOut = recovered + writtenOff + payoutReceivable.
 * All of it is principal, for all who bear it together; what was paid for interest, penalties and costs beside it
 * stands under `paidOutAccessoryMinor`.
 */
export interface MoneyView {
  readonly issuedMinor: number;
  readonly undrawnMinor: number;
  readonly outstandingMinor: number;
  readonly releasedMinor: number;
  readonly claimedMinor: number;
  readonly paidOutMinor: number;
  readonly paidOutAccessoryMinor: number;
  readonly recoveredMinor: number;
  readonly writtenOffMinor: number;
  readonly payoutReceivableMinor: number;
}

export async function readMoney(
  store: Queryable,
  book: string,
  guarantee: string,
): Promise<MoneyView> {
  const position = await readPosition(store, book, guarantee);
  const total = (account: AccountName) => totalOf(position, account);
  return {
    issuedMinor: total('issued'),
    undrawnMinor: total('undrawn'),
    outstandingMinor: total('outstanding'),
    releasedMinor: total('released'),
    claimedMinor: total('claimed'),
    paidOutMinor: total('paidOut'),
    paidOutAccessoryMinor: accessories.reduce(
      (sum, one) => sum + total(components[one].paidOut),
      0,
    ),
    recoveredMinor: total('recovered'),
    writtenOffMinor: total('writtenOff'),
    payoutReceivableMinor: total('payoutReceivable'),
  };
}
