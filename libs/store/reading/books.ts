import type { Queryable } from '../queryable.js';

/** A guarantor entity with its currency, regime and time zone. */
export interface BookRow {
  readonly id: string;
  readonly guarantor: string;
  readonly currency: string;
  readonly regime: 'decree683' | 'none';
  readonly timeZone: string;
}

const columns = 'id, guarantor, currency, regime, time_zone as "timeZone"';

export async function listBooks(store: Queryable): Promise<BookRow[]> {
  return (await store.query<BookRow>(`select ${columns} from aval.book order by id`)).rows;
}

/** Keeps a book under its id; what is there already stays as it is, and is what is returned. */
export async function keepBook(
  store: Queryable,
  book: BookRow,
): Promise<{ readonly book: BookRow; readonly isNew: boolean }> {
  const inserted = await store.query<BookRow>(
    `insert into aval.book (id, guarantor, currency, regime, time_zone) values ($1, $2, $3, $4, $5)
     on conflict (id) do nothing returning ${columns}`,
    [book.id, book.guarantor, book.currency, book.regime, book.timeZone],
  );
  const isNew = inserted.rows[0];
  if (isNew !== undefined) return { book: isNew, isNew: true };
  const known = await store.query<BookRow>(`select ${columns} from aval.book where id = $1`, [
    book.id,
  ]);
  if (known.rows[0] === undefined) throw new Error('a book is neither new nor known');
  return { book: known.rows[0], isNew: false };
}
