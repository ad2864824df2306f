import type { Queryable } from '../queryable.js';

/**
 * Folds what is posted since into day totals, so that the trial balance stays fast. Call it now and then (every
 * minute, say); postings never wait for it. Gives the number of day totals touched.
 */
export async function foldLedger(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ folded: string | number }>(
    'select aval.fold_ledger() as folded',
  );
  return Number(rows[0]?.folded ?? 0);
}
