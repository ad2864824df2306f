import type { Queryable } from '../queryable.js';
import { Conditions } from './conditions.js';

/** How many cases stand alike, and what they promise. Amounts of different currencies are never added. */
export interface PortfolioLine {
  readonly book: string;
  readonly currency: string;
  readonly product: string;
  readonly stage: string;
  readonly ending: string | null;
  readonly waitingOn: string | null;
  readonly cases: number;
  readonly amountMinor: number;
}

/** Counts and promised amounts by book, product, stage, ending and whom the cases wait for. */
export async function summarisePortfolio(
  store: Queryable,
  book: string | undefined,
): Promise<PortfolioLine[]> {
  const conditions = new Conditions().add('book = ?', book);
  const found = await store.query<PortfolioLine>(
    `select book, currency, product, stage, ending, waiting_on as "waitingOn", count(*) as cases,
            sum(amount_minor)::bigint as "amountMinor"
       from aval.guarantee ${conditions.where}
      group by book, currency, product, stage, ending, waiting_on
      order by book, product, stage, ending nulls first, waiting_on nulls first`,
    conditions.values,
  );
  return found.rows;
}

/** Open cases by stage, and ended ones by ending: what the metrics show. */
export async function countCases(
  store: Queryable,
): Promise<readonly { readonly place: string; readonly cases: number }[]> {
  const found = await store.query<{ place: string; cases: number }>(
    'select coalesce(ending, stage) as place, count(*) as cases from aval.guarantee group by 1',
  );
  return found.rows;
}
