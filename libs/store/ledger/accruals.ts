import type { Queryable } from '../queryable.js';

interface AccrualRow {
  readonly reference: string;
  readonly valueDate: string;
  /** The drawdown and the accessory that it is due under. */
  readonly place: string;
  readonly amountMinor: number;
  /** What is due there in all. */
  readonly dueMinor: number;
}

/**
 * The accruals of covered interest and penalty from a day on that stand and can be undone, latest day first:
 * as far as what they booked is due still. What was paid out of them stays.
 */
export async function accrualsSince(
  db: Queryable,
  of: { readonly book: string; readonly number: string },
  day: string,
): Promise<Pick<AccrualRow, 'reference' | 'valueDate'>[]> {
  const { rows } = await db.query<AccrualRow>(accruals, [of.number, of.book, day]);
  const left = new Map(rows.map(({ place, dueMinor }) => [place, dueMinor]));
  return rows.filter(({ place, amountMinor }) => {
    const rest = (left.get(place) ?? 0) - amountMinor;
    if (rest >= 0) left.set(place, rest);
    return rest >= 0;
  });
}

const accruals = `
  select reference, to_char(value_date, 'YYYY-MM-DD') as "valueDate",
    concat_ws(' ', e.fact ->> 'drawdown', e.fact ->> 'accessory') as place,
    (e.fact ->> 'amountMinor')::float8 as "amountMinor",
    (select coalesce(sum(balance_minor), 0) from aval.ledger_balance b
      where b.guarantee = e.guarantee and b.book = e.book and b.drawdown = e.fact ->> 'drawdown'
        and b.account = (e.fact ->> 'accessory') || 'Due')::float8 as "dueMinor"
  from aval.ledger_entry e
  where guarantee = $1 and book = $2 and kind = 'accessoryAccrued' and value_date >= $3
    and e.fact ->> 'accessory' in ('interest', 'penalty')
    and not exists (select from aval.ledger_entry r where r.reverses = e.id)
  order by value_date desc, id desc`;
