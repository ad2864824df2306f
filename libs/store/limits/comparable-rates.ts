import type { CaseRow } from '../case/case-row.js';
import type { Queryable } from '../queryable.js';

/**
 * The premium rates, in basis points a year, of the unrelated applicants' guarantees that compare with a case: same
 * book, product and grade, issued within the year before the day.
 */
export async function comparableRates(
  tx: Queryable,
  { book, product, grade, number }: Pick<CaseRow, 'book' | 'product' | 'grade' | 'number'>,
  on: string,
): Promise<number[]> {
  const { rows } = await tx.query<{ rate: number }>(
    `select (assessed.data #>> '{price,premiumRateBps}')::float8 as rate
     from aval.guarantee g
     join aval.fact assessed on assessed.guarantee = g.number and assessed.kind = 'assessed'
     join aval.fact intake on intake.guarantee = g.number and intake.kind = 'applicationReceived'
     where g.book = $1 and g.product = $2 and g.grade is not distinct from $3 and g.number <> $4
       and g.issued_on between $5::date - 365 and $5::date
       and assessed.data #>> '{price,kind}' = 'priced' and intake.data ->> 'relatedToGuarantor' <> 'true'
     order by g.issued_on desc limit 1000`,
    [book, product, grade, number, on],
  );
  return rows.map(({ rate }) => rate);
}
