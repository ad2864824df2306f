import type { Queryable } from '../queryable.js';

export type Closing =
  | { readonly kind: 'closed'; readonly closedAt: string }
  | { readonly kind: 'refused'; readonly reason: 'alreadyClosed' };

/**
 * Closes a book's days through a date, once and for ever: waits for entries under way, and lets new ones count
 * from the next day on. The closed figures are `books({ book, asOf: through, knownAt: closedAt })`.
 * Reserves for the period (facts `reserveSet`) are posted before.
 */
export async function closePeriod(
  tx: Queryable,
  closing: { readonly book: string; readonly through: string; readonly by: string },
): Promise<Closing> {
  const { rows } = await tx.query<{ closed: string | null }>(
    "select to_json(aval.close_ledger_period($1, $2, $3)) #>> '{}' as closed",
    [closing.book, closing.through, closing.by],
  );
  const closed = rows[0]?.closed ?? null;
  return closed === null
    ? { kind: 'refused', reason: 'alreadyClosed' }
    : { kind: 'closed', closedAt: closed };
}
