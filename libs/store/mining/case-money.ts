import type { Instant } from '#domain/lifecycle/agenda';
import type { Queryable } from '../queryable.js';

/** One entry of the ledger as a case's timeline shows it. Amounts are whole minor units of its currency. */
export interface MoneyEntry {
  readonly entry: number;
  readonly kind: string;
  readonly reference: string;
  readonly currency: string;
  readonly valueDate: string;
  readonly bookedAt: Instant;
  readonly lines: readonly {
    readonly account: string;
    readonly party: string;
    readonly drawdown: string;
    readonly debitMinor: number;
    readonly creditMinor: number;
  }[];
}

/** Every entry of a case in the order of booking, with its lines. */
export async function listMoney(store: Queryable, number: string): Promise<MoneyEntry[]> {
  const found = await store.query<Omit<MoneyEntry, 'bookedAt'> & { bookedAt: Date }>(
    entriesOfCase,
    [number],
  );
  return found.rows.map((row) => ({ ...row, bookedAt: row.bookedAt.toISOString() }));
}

const entriesOfCase = `
  select e.id as entry, e.kind, e.reference, e.currency, e.value_date as "valueDate", e.booked_at as "bookedAt",
    coalesce(lines.of_entry, '[]') as lines
  from aval.ledger_entry e cross join lateral (
    select json_agg(json_build_object('account', p.account, 'party', p.party, 'drawdown', p.drawdown,
      'debitMinor', p.debit_minor, 'creditMinor', p.credit_minor) order by p.no) as of_entry
    from aval.ledger_posting p where p.entry = e.id
  ) lines
  where e.guarantee = $1 order by e.id`;
