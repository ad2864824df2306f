import { accounts, type AccountName } from '#domain/ledger/accounts';
import { termsAfter, type EntryToReverse } from '#domain/ledger/book-fact';
import type { ObligationFact } from '#domain/ledger/facts';
import type { LaterChange } from '#domain/ledger/later-days';
import {
  balanceKey,
  emptyPosition,
  type Line,
  type ObligationPosition,
} from '#domain/ledger/position';
import type { Queryable } from '../queryable.js';

type BalanceRow = readonly [AccountName, string, string, string, string, number, string];

/** Account, cell, value date, and debits less credits of that day. */
type LaterRow = readonly [AccountName, string, string, string, string, string, number];

/** What `aval.lock_ledger_position` answers. */
interface LockedRow {
  readonly balances: readonly BalanceRow[] | null;
  /** Only where entries are booked already that are valued after the fact. */
  readonly later: readonly LaterRow[] | null;
  readonly terms: readonly ObligationFact[] | null;
  readonly product: string | null;
  readonly first: FirstResult | null;
  readonly toReverse: {
    readonly id: number;
    readonly kind: ObligationFact['kind'];
    readonly valueDate: string;
    readonly isReversed: boolean;
    readonly lines: readonly Line[] | null;
  } | null;
}

/** What was booked under a reference before. */
export interface FirstResult {
  readonly id: number;
  readonly bookedAt: string;
  readonly accountedOn: string;
  /** Whether it was booked from the very same fact. */
  readonly same: boolean;
}

/** All that the next fact is decided on; the guarantee's money is locked until the transaction ends. */
export interface LockedPosition {
  readonly position: ObligationPosition;
  /** What entries that are valued after the fact add to the balances: nothing for nearly every fact. */
  readonly later: readonly LaterChange[];
  readonly product: string;
  readonly first: FirstResult | null;
  readonly toReverse: (EntryToReverse & { readonly id: number }) | undefined;
}

/** Locks the money of the fact's guarantee and reads it, in one round trip. */
export async function lockPosition(
  tx: Queryable,
  fact: Pick<ObligationFact, 'book' | 'guarantee' | 'reference' | 'valueDate'>,
): Promise<LockedPosition> {
  const { rows } = await tx.query<{ found: LockedRow }>({
    name: 'lock_ledger_position',
    text: 'select aval.lock_ledger_position($1, $2, $3, $4) as found',
    values: [fact.book, fact.guarantee, fact.reference, JSON.stringify(fact)],
  });
  const found = rows[0]?.found;
  if (found === undefined) throw new Error('the ledger answered nothing');
  const position = positionOf(fact.book, fact.guarantee, found);
  const { toReverse, first } = found;
  return {
    position,
    later: (found.later ?? []).map(laterChange),
    product: found.product ?? position.terms?.product ?? '',
    first,
    toReverse: toReverse === null ? undefined : { ...toReverse, lines: toReverse.lines ?? [] },
  };
}

function laterChange([
  account,
  drawdown,
  beneficiary,
  party,
  claim,
  valueDate,
  net,
]: LaterRow): LaterChange {
  const changeMinor = accounts[account].side === 'debit' ? net : -net;
  return { account, drawdown, beneficiary, party, claim, valueDate, changeMinor };
}

function positionOf(book: string, guarantee: string, row: LockedRow): ObligationPosition {
  const balances = (row.balances ?? []).map(
    ([account, drawdown, beneficiary, party, claim, amountMinor]) => {
      const cell = { drawdown, beneficiary, party, claim };
      return [balanceKey(account, cell), { ...cell, account, amountMinor }] as const;
    },
  );
  const bare = {
    ...emptyPosition(book, guarantee),
    currency: row.balances?.[0]?.[6] ?? null,
    balances: new Map(balances),
  };
  return (row.terms ?? []).reduce(termsAfter, bare);
}

/** The position as it stands now, without a lock: for readers. */
export async function readPosition(
  db: Queryable,
  book: string,
  guarantee: string,
): Promise<ObligationPosition> {
  const [balances, terms] = await Promise.all([
    db.query<
      Record<'account' | 'drawdown' | 'beneficiary' | 'party' | 'claim' | 'currency', string> & {
        balance_minor: string | number;
      }
    >(
      `select account, drawdown, beneficiary, party, claim, currency, balance_minor from aval.ledger_balance
       where book = $1 and guarantee = $2 order by opened_by, opened_no`,
      [book, guarantee],
    ),
    db.query<{ fact: ObligationFact }>(
      `select fact from aval.ledger_entry e where book = $1 and guarantee = $2
         and kind in ('issued', 'determined', 'bankruptcyAccepted')
         and not exists (select from aval.ledger_entry r where r.reverses = e.id) order by id`,
      [book, guarantee],
    ),
  ]);
  return positionOf(book, guarantee, {
    balances: balances.rows.map((row) => [
      row.account as AccountName,
      row.drawdown,
      row.beneficiary,
      row.party,
      row.claim,
      Number(row.balance_minor),
      row.currency,
    ]),
    later: null,
    terms: terms.rows.map(({ fact }) => fact),
    product: null,
    first: null,
    toReverse: null,
  });
}
