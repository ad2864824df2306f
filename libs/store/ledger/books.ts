import {
  accessories,
  accountNames,
  accounts,
  components,
  viewsByCell,
  type AccountName,
} from '#domain/ledger/accounts';
import type { Queryable } from '../queryable.js';

export interface BooksQuery {
  /** Value dates up to and with this day; without it, all postings. */
  readonly asOf?: string;
  /** Bookings up to and with this instant (ISO 8601); without it, as known now. */
  readonly knownAt?: string;
  readonly book?: string;
  readonly product?: string;
}

/** `<account>Minor` on each account's own side. */
export type Figures = Record<`${AccountName | 'paidOutAccessory'}Minor`, number>;

/** The liability to beneficiaries on top, what each party bears of it under `sharers`. */
export type CurrencyBooks = Figures & { readonly sharers: Record<string, Partial<Figures>> };

export interface Books {
  readonly asOf: string | null;
  readonly knownAt: string | null;
  readonly currencies: Record<string, CurrencyBooks>;
}

interface TotalRow {
  readonly currency: string;
  readonly account: AccountName;
  readonly party: string;
  readonly debit: string;
  readonly credit: string;
}

/**
 * The trial balance by value date, as then known: folded days, and the postings since. Sums of different
 * currencies are never added. Safe at any moment beside postings and folding: one statement, one snapshot.
 */
export async function books(db: Queryable, query: BooksQuery = {}): Promise<Books> {
  const { rows } = await db.query<TotalRow>(
    query.knownAt === undefined ? currentTotals : knownTotals,
    [
      query.asOf ?? null,
      query.book ?? null,
      query.product ?? null,
      ...(query.knownAt === undefined ? [] : [query.knownAt]),
    ],
  );
  const currencies: Record<string, CurrencyBooks> = {};
  for (const row of rows) addRow((currencies[row.currency] ??= emptyBooks()), row);
  return { asOf: query.asOf ?? null, knownAt: query.knownAt ?? null, currencies };
}

const wanted = `($1::date is null or value_date <= $1) and ($2::text is null or book = $2)
  and ($3::text is null or product = $3)`;

const summed = (parts: string) => `
  select currency, account, party, sum(debit_minor)::text as debit, sum(credit_minor)::text as credit
  from (${parts}) as part group by currency, account, party order by currency, account, party`;

const columns = 'currency, account, party, debit_minor, credit_minor';
const folded = `select ${columns} from aval.ledger_day_total where ${wanted}`;
const postings = `select ${columns} from aval.ledger_posting where ${wanted}`;
const tail = `xact >= (select folded_before from aval.ledger_fold)
  and entry > (select after_entry from aval.ledger_fold)`;

const currentTotals = summed(`${folded} union all ${postings} and ${tail}`);

/** Days of booking before the instant's own are folded; of its own day and of the tail each posting is asked. */
const dayStart = `date_trunc('day', $4::timestamptz, 'UTC')`;
const knownTotals = summed(`
  ${folded} and booked_on < (${dayStart} at time zone 'UTC')::date
  union all ${postings} and booked_at >= ${dayStart} and booked_at <= $4
  union all ${postings} and booked_at < ${dayStart} and ${tail}`);

const figureNames = [...accountNames, 'paidOutAccessory'] as const;

/** Books in which nothing is booked. */
export const emptyBooks = (): CurrencyBooks => ({
  ...(Object.fromEntries(figureNames.map((name) => [`${name}Minor`, 0])) as Figures),
  sharers: {},
});

function addRow(books: CurrencyBooks, row: TotalRow): void {
  const { side, view } = accounts[row.account];
  const net = BigInt(row.debit) - BigInt(row.credit);
  const amountMinor = exact(side === 'debit' ? net : -net);
  const isBorne = viewsByCell.includes(view) || sharerAccounts.has(row.account);
  const places = isBorne ? [books, (books.sharers[row.party] ??= {})] : [books];
  for (const place of places) {
    add(place, row.account, amountMinor);
    if (accessoryPayouts.has(row.account)) add(place, 'paidOutAccessory', amountMinor);
  }
}

const sharerAccounts: ReadonlySet<AccountName> = new Set([
  'reimbursementReceivable',
  'reimbursementRequested',
  'recoveryPayable',
]);

const accessoryPayouts: ReadonlySet<AccountName> = new Set(
  accessories.map((accessory) => components[accessory].paidOut),
);

function add(
  figures: Partial<Figures>,
  name: AccountName | 'paidOutAccessory',
  amountMinor: number,
): void {
  figures[`${name}Minor`] = (figures[`${name}Minor`] ?? 0) + amountMinor;
}

function exact(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number))
    throw new RangeError(`${value.toString()} is beyond exact integers`);
  return number;
}
