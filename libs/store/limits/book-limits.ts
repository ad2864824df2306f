import type { BookBasis, Cap } from '#domain/limits/terms';
import type { BookUse, CapUse } from '#domain/limits/uses';
import type { Queryable } from '../queryable.js';
import { basisOf, capOf } from './read-standing.js';
import { bookUseOf, capUseOf, type Vector } from './vectors.js';

/** A book as its limits see it: what they are parts of, and what is used. */
export interface BookLimits {
  readonly basis: BookBasis;
  readonly netAssetsOn: string | null;
  readonly holdingsOn: string | null;
  readonly use: BookUse;
  readonly caps: readonly { readonly cap: Cap; readonly use: CapUse }[];
}

interface Row {
  readonly basis: Parameters<typeof basisOf>[0];
  readonly netAssetsOn: string | null;
  readonly holdingsOn: string | null;
  readonly use: Vector;
  readonly caps: readonly Parameters<typeof capOf>[0][] | null;
}

/** Reads a book's limits in one snapshot; nothing for a book that is under none. */
export async function readBookLimits(db: Queryable, book: string): Promise<BookLimits | null> {
  const { rows } = await db.query<Row>(
    `select json_build_array(net_assets_minor, holdings_minor, threshold_basis, reservation_days, near_bps,
       stop_bps, rule_rates) as basis,
       net_assets_on as "netAssetsOn", holdings_on as "holdingsOn",
       (select json_build_array(sum(committed_gross), sum(committed_own), sum(committed_balance_minor),
          sum(committed_small_minor), sum(committed_customers), sum(committed_small_customers), sum(reported_gross),
          sum(reported_own), sum(reported_balance_minor), sum(reported_small_minor), sum(reported_customers),
          sum(reported_small_customers)) from aval.limit_book_sum s where s.book = b.book) as use,
       (select json_agg(json_build_array(dimension, key, counts, amount_minor, of_net_assets_bps,
          (select json_build_array(sum(committed_gross_minor), sum(committed_own_minor), sum(reported_gross_minor),
             sum(reported_own_minor)) from aval.limit_cap_sum s
           where s.book = c.book and s.dimension = c.dimension and s.key = c.key), warning_bps, stop_bps) order by dimension, key)
        from aval.limit_cap c where c.book = b.book) as caps
     from aval.limit_book b where book = $1`,
    [book],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { basis, netAssetsOn, holdingsOn, use, caps } = row;
  return {
    basis: basisOf(basis),
    netAssetsOn,
    holdingsOn,
    use: bookUseOf(use),
    caps: (caps ?? []).map((cap) => ({ cap: capOf(cap), use: capUseOf(cap[5] ?? []) })),
  };
}
