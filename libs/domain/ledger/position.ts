import { accounts, type AccountName } from './accounts.js';
import type { FactOf } from './facts.js';

/** Where an amount stands beside its account; empty where it stands for the whole. */
export interface Cell {
  readonly drawdown: string;
  readonly beneficiary: string;
  readonly party: string;
  readonly claim: string;
}

/** One side of an entry. Exactly one of the two amounts is above zero. */
export interface Line extends Cell {
  readonly account: AccountName;
  readonly debitMinor: number;
  readonly creditMinor: number;
}

/** A balance on its account's normal side. */
export interface Balance extends Cell {
  readonly account: AccountName;
  readonly amountMinor: number;
}

/** All that the ledger knows of one guarantee: enough to decide the next fact. */
export interface ObligationPosition {
  readonly book: string;
  readonly guarantee: string;
  readonly currency: string | null;
  readonly terms: FactOf<'issued'> | null;
  readonly determined: boolean;
  readonly bankruptcyAcceptedOn: string | null;
  /** In order of first posting, so that the oldest drawdown comes first. */
  readonly balances: ReadonlyMap<string, Balance>;
}

const separator = '\u001f';

/** Names a balance: its account and cell. */
export function balanceKey(account: AccountName, cell: Cell): string {
  return [account, cell.drawdown, cell.beneficiary, cell.party, cell.claim].join(separator);
}

/** A guarantee of which no fact is booked yet. */
export function emptyPosition(book: string, guarantee: string): ObligationPosition {
  return {
    book,
    guarantee,
    currency: null,
    terms: null,
    determined: false,
    bankruptcyAcceptedOn: null,
    balances: new Map(),
  };
}

/** Whether a cell lies within the given drawdown, beneficiary, party and claim; what is not given is open. */
export function isWithin(cell: Cell, within: Partial<Cell>): boolean {
  return (
    (within.drawdown === undefined || cell.drawdown === within.drawdown) &&
    (within.beneficiary === undefined || cell.beneficiary === within.beneficiary) &&
    (within.party === undefined || cell.party === within.party) &&
    (within.claim === undefined || cell.claim === within.claim)
  );
}

/** The sum of an account over the given drawdown, beneficiary, party or claim, on its normal side. */
export function totalOf(
  position: ObligationPosition,
  account: AccountName,
  within: Partial<Cell> = {},
): number {
  let sum = 0;
  for (const balance of position.balances.values()) {
    if (balance.account === account && isWithin(balance, within)) sum += balance.amountMinor;
  }
  return sum;
}

/** What a line adds to its account's balance, on the normal side. */
export function effectOf(line: Line): number {
  const net = line.debitMinor - line.creditMinor;
  return accounts[line.account].side === 'debit' ? net : -net;
}
