import { accounts, type AccountName } from './accounts.js';
import type { LaterDays } from './later-days.js';
import {
  balanceKey,
  effectOf,
  isWithin,
  type Balance,
  type Cell,
  type Line,
  type ObligationPosition,
} from './position.js';

/** The cell of what belongs to the guarantee as a whole and to nobody in particular. */
export const wholeGuarantee: Cell = { drawdown: '', beneficiary: '', party: '', claim: '' };

interface NetLine extends Cell {
  readonly account: AccountName;
  net: number;
}

/**
 * An entry while it is being made: balances as its lines so far leave them. Lines on one account and cell
 * are netted. The position that it started from stays as it was.
 */
export class Booking {
  private readonly changed = new Map<string, Balance>();
  private readonly net = new Map<string, NetLine>();

  constructor(
    readonly position: ObligationPosition,
    private readonly later: LaterDays,
  ) {}

  balance(account: AccountName, cell: Cell): number {
    const key = balanceKey(account, cell);
    return (this.changed.get(key) ?? this.position.balances.get(key))?.amountMinor ?? 0;
  }

  /** The lowest that a balance stands at from the fact's value date on. */
  lowest(account: AccountName, cell: Cell): number {
    return this.later.lowest(account, cell, this.balance(account, cell));
  }

  /**
   * How much may be taken of each of an account's balances: what stands there on every day from the fact's own on. Where
   * that does not reach, what stands there after all days: then the fact is short on one, and refused for it.
   */
  roomFor(
    neededMinor: number,
    account: AccountName,
    within: Partial<Cell> = {},
  ): (cell: Cell) => number {
    const lasting = (cell: Cell) => Math.max(0, this.lowest(account, cell));
    const standing = this.balances(account, within);
    const reaches = standing.reduce((sum, balance) => sum + lasting(balance), 0) >= neededMinor;
    return reaches ? lasting : (cell) => this.balance(account, cell);
  }

  /** What a sum stands at on the fact's value date, before the fact. */
  totalThen(account: AccountName, within: Partial<Cell> = {}): number {
    return this.later.totalThen(this.position, account, within);
  }

  /** Balances above zero of an account, oldest first. */
  balances(account: AccountName, within: Partial<Cell> = {}): Balance[] {
    const found: Balance[] = [];
    for (const [key, old] of this.position.balances) {
      const balance = this.changed.get(key) ?? old;
      if (isWanted(balance, account, within)) found.push(balance);
    }
    for (const [key, balance] of this.changed) {
      if (!this.position.balances.has(key) && isWanted(balance, account, within))
        found.push(balance);
    }
    return found;
  }

  total(account: AccountName, within: Partial<Cell> = {}): number {
    return this.balances(account, within).reduce((sum, balance) => sum + balance.amountMinor, 0);
  }

  /** Debits one account and credits another, each in its cell. Nothing happens for zero. */
  post(
    debit: AccountName,
    credit: AccountName,
    amountMinor: number,
    cell: Cell,
    creditCell = cell,
  ) {
    if (amountMinor === 0) return;
    this.add({ ...bare(cell), account: debit, debitMinor: amountMinor, creditMinor: 0 });
    this.add({ ...bare(creditCell), account: credit, debitMinor: 0, creditMinor: amountMinor });
  }

  /** Adds one side alone; the caller answers for the other. */
  add(line: Line): void {
    const key = balanceKey(line.account, line);
    const cell = bare(line);
    const before = this.balance(line.account, cell);
    this.changed.set(key, { ...cell, account: line.account, amountMinor: before + effectOf(line) });
    const netLine = this.net.get(key) ?? { ...cell, account: line.account, net: 0 };
    netLine.net += line.debitMinor - line.creditMinor;
    this.net.set(key, netLine);
  }

  lines(): Line[] {
    return [...this.net.values()]
      .filter((line) => line.net !== 0)
      .map(({ net, ...line }) => ({
        ...line,
        debitMinor: Math.max(net, 0),
        creditMinor: Math.max(-net, 0),
      }));
  }

  /** The first balance that fell below zero although its account never may. */
  overdrawn(): Balance | undefined {
    return [...this.changed.values()].find(
      (balance) => balance.amountMinor < 0 && !('free' in accounts[balance.account]),
    );
  }

  balancesAfter(): ReadonlyMap<string, Balance> {
    const moved = [...this.changed].filter(([key]) => this.net.get(key)?.net !== 0);
    return new Map([...this.position.balances, ...moved]);
  }
}

const isWanted = (balance: Balance, account: AccountName, within: Partial<Cell>) =>
  balance.account === account && balance.amountMinor > 0 && isWithin(balance, within);

const bare = ({ drawdown, beneficiary, party, claim }: Cell): Cell => ({
  drawdown,
  beneficiary,
  party,
  claim,
});
