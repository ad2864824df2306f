import type { AccountName } from './accounts.js';
import {
  balanceKey,
  isWithin,
  totalOf,
  type Cell,
  type Line,
  type ObligationPosition,
} from './position.js';

/** What the entries of one later day add to a balance, on its account's own side. */
export interface LaterChange extends Cell {
  readonly account: AccountName;
  /** A day after the fact's own, `YYYY-MM-DD`. */
  readonly valueDate: string;
  readonly changeMinor: number;
}

/** A balance over some days: from `on`, until the day before `until`; without `until` from then on. */
interface Stretch {
  readonly on: string;
  readonly until: string | null;
  readonly balanceMinor: number;
}

/** A balance that would be below zero, for the first time, and the day from which on it never would. */
export interface Shortage extends Cell {
  readonly account: AccountName;
  readonly on: string;
  readonly byMinor: number;
  readonly fitsFrom: string;
}

/**
 * The days after a fact's own value date: what entries that are booked already, but valued later, add to the
 * guarantee's balances. Nothing for a fact that is the latest, as nearly all are.
 */
export class LaterDays {
  private readonly byBalance = new Map<string, LaterChange[]>();

  constructor(
    /** The fact's own value date. */
    readonly day: string,
    private readonly changes: readonly LaterChange[],
  ) {
    const latestFirst = [...changes].sort((one, other) =>
      one.valueDate < other.valueDate ? 1 : -1,
    );
    for (const change of latestFirst) {
      const key = balanceKey(change.account, change);
      const known = this.byBalance.get(key);
      if (known === undefined) this.byBalance.set(key, [change]);
      else known.push(change);
    }
  }

  /** What a sum stands at on the fact's own day, by what is booked so far. */
  totalThen(
    position: ObligationPosition,
    account: AccountName,
    within: Partial<Cell> = {},
  ): number {
    return this.changes
      .filter((change) => change.account === account && isWithin(change, within))
      .reduce((left, { changeMinor }) => left - changeMinor, totalOf(position, account, within));
  }

  /** The first day from the fact's own on with a sum above zero; nothing where there is none. */
  standsFrom(
    position: ObligationPosition,
    account: AccountName,
    within: Partial<Cell>,
  ): string | undefined {
    let sum = this.totalThen(position, account, within);
    if (sum > 0) return this.day;
    for (const day of [...new Set(this.changes.map(({ valueDate }) => valueDate))].sort()) {
      sum += this.changes
        .filter((change) => change.valueDate === day)
        .filter((change) => change.account === account && isWithin(change, within))
        .reduce((added, { changeMinor }) => added + changeMinor, 0);
      if (sum > 0) return day;
    }
    return undefined;
  }

  /** The lowest that a balance stands at from the fact's own day on, given what it is after all days. */
  lowest(account: AccountName, cell: Cell, afterAllMinor: number): number {
    if (this.changes.length === 0) return afterAllMinor;
    return Math.min(
      ...this.course(account, cell, afterAllMinor).map(({ balanceMinor }) => balanceMinor),
    );
  }

  /** The balance of a line, which is not below zero after all days, where it would be on an earlier one. */
  shortage(line: Pick<Line, 'account'> & Cell, afterAllMinor: number): Shortage | undefined {
    const { account, drawdown, beneficiary, party, claim } = line;
    const short = this.course(account, line, afterAllMinor).filter(
      ({ balanceMinor }) => balanceMinor < 0,
    );
    const [last, first] = [short[0], short.at(-1)];
    if (last === undefined || first === undefined || last.until === null) return undefined;
    return {
      ...{ account, drawdown, beneficiary, party, claim },
      on: first.on,
      byMinor: -first.balanceMinor,
      fitsFrom: last.until,
    };
  }

  /** A balance from the fact's own day on, latest first. */
  private course(account: AccountName, cell: Cell, afterAllMinor: number): Stretch[] {
    const stretches: Stretch[] = [];
    let [until, balanceMinor]: [string | null, number] = [null, afterAllMinor];
    for (const { valueDate, changeMinor } of this.byBalance.get(balanceKey(account, cell)) ?? []) {
      if (valueDate !== until) stretches.push({ on: valueDate, until, balanceMinor });
      [until, balanceMinor] = [valueDate, balanceMinor - changeMinor];
    }
    stretches.push({ on: this.day, until, balanceMinor });
    return stretches;
  }
}
