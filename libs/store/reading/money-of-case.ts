import { accessories, components, type AccountName } from '#domain/ledger/accounts';
import { totalOf } from '#domain/ledger/position';
import { readPosition } from '../ledger/read-position.js';
import type { Queryable } from '../queryable.js';

/**
 * What the ledger says of one guarantee now, in whole minor units of its currency:
 * issued = undrawn + outstanding + released + paidOut, and paidOut = recovered + writtenOff + payoutReceivable.
 * All of it is principal, for all who bear it together; interest, penalties and costs that were paid beside it, and what
 * became of them, stand under the names with `Accessory`, for which the second sum holds too.
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
  readonly recoveredAccessoryMinor: number;
  readonly writtenOffAccessoryMinor: number;
  readonly payoutReceivableAccessoryMinor: number;
}

export async function readMoney(
  store: Queryable,
  book: string,
  guarantee: string,
): Promise<MoneyView> {
  const position = await readPosition(store, book, guarantee);
  const total = (account: AccountName) => totalOf(position, account);
  const ofAccessories = (what: 'paidOut' | 'recovered' | 'writtenOff' | 'receivable') =>
    accessories.reduce((sum, one) => sum + total(components[one][what]), 0);
  return {
    issuedMinor: total('issued'),
    undrawnMinor: total('undrawn'),
    outstandingMinor: total('outstanding'),
    releasedMinor: total('released'),
    claimedMinor: total('claimed'),
    paidOutMinor: total('paidOut'),
    paidOutAccessoryMinor: ofAccessories('paidOut'),
    recoveredMinor: total('recovered'),
    writtenOffMinor: total('writtenOff'),
    payoutReceivableMinor: total('payoutReceivable'),
    recoveredAccessoryMinor: ofAccessories('recovered'),
    writtenOffAccessoryMinor: ofAccessories('writtenOff'),
    payoutReceivableAccessoryMinor: ofAccessories('receivable'),
  };
}
