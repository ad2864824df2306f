import type { Pool } from 'pg';
import { addDays, addMonths, type BusinessDate } from '#domain/calendar/business-date';
import { earnedThrough } from '#domain/premium/premium-cover';
import type { Queryable } from '../../queryable.js';
import { inTransaction } from '../../transaction.js';
import { postFact } from '../post-fact.js';

/** A guarantee's premium as the ledger has it. */
interface PremiumStanding {
  readonly guarantee: string;
  readonly currency: string;
  readonly unearnedMinor: number;
  readonly earnedMinor: number;
  readonly issuedOn: BusinessDate | null;
  /** Issued, and by the period's end neither undrawn nor outstanding. */
  readonly isOver: boolean;
  readonly accruals: readonly {
    readonly amountMinor: number;
    readonly coversMonths: number | null;
    readonly coversFrom: BusinessDate | null;
  }[];
}

const pageSize = 200;

/**
 * Books what of each guarantee's premium is earned by a day: the contract's basis, by day over its cover; with the
 * end of a guarantee the rest is earned. Many transactions: cut off, it is called again and books what is missing.
 */
export async function earnPremiums(
  pool: Pool,
  book: string,
  through: BusinessDate,
): Promise<number> {
  let booked = 0;
  for (let after = ''; ;) {
    const page = await standings(pool, book, through, after);
    booked += await inTransaction(pool, (tx) => earnPage(tx, book, through, page));
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return booked;
    after = last.guarantee;
  }
}

/** The same for what came in between, in a transaction that holds postings off. Rarely more than a few. */
export async function earnTheRest(
  tx: Queryable,
  book: string,
  through: BusinessDate,
): Promise<void> {
  for (let after = ''; ;) {
    const page = await standings(tx, book, through, after);
    await earnPage(tx, book, through, page);
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last.guarantee;
  }
}

async function earnPage(
  tx: Queryable,
  book: string,
  through: BusinessDate,
  page: readonly PremiumStanding[],
): Promise<number> {
  let booked = 0;
  for (const standing of page) {
    const amountMinor = earnedSince(standing, through);
    if (amountMinor === 0) continue;
    const { guarantee, currency, earnedMinor } = standing;
    const outcome = await postFact(tx, {
      kind: 'premiumEarned',
      reference: `${guarantee}:premiumEarned:${through}:${earnedMinor}`,
      book,
      guarantee,
      currency,
      valueDate: through,
      amountMinor,
    });
    if (outcome.kind === 'booked' && !outcome.isRepeated) booked += 1;
  }
  return booked;
}

/** What is to be booked as earned on top of what is; a guarantee that is over has earned all that it kept. */
function earnedSince(standing: PremiumStanding, through: BusinessDate): number {
  const { unearnedMinor, earnedMinor, isOver } = standing;
  if (isOver) return unearnedMinor;
  const earned = standing.accruals.reduce((sum, { amountMinor, coversMonths, coversFrom }) => {
    const from = coversFrom ?? standing.issuedOn;
    if (coversMonths === null || from === null) return sum;
    const to = addDays(addMonths(from, coversMonths), -1);
    return sum + earnedThrough({ amountMinor, from, to }, through);
  }, 0);
  return Math.min(unearnedMinor, Math.max(0, earned - earnedMinor));
}

async function standings(
  db: Queryable,
  book: string,
  through: BusinessDate,
  after: string,
): Promise<PremiumStanding[]> {
  const { rows } = await db.query<PremiumStanding>(page, [book, through, after]);
  return rows;
}

const page = `
  with unearned as (
    select guarantee, currency, balance_minor from aval.ledger_balance
    where book = $1 and account = 'premiumUnearned' and balance_minor > 0 and guarantee > $3
    order by guarantee limit ${pageSize})
  select u.guarantee, u.currency, u.balance_minor::float8 as "unearnedMinor",
    coalesce((select sum(balance_minor) from aval.ledger_balance b
      where b.guarantee = u.guarantee and b.book = $1 and account = 'premiumEarned'), 0)::float8 as "earnedMinor",
    to_char(letter.issued_on, 'YYYY-MM-DD') as "issuedOn",
    letter.issued_on is not null and coalesce(owed.amount, 0) = 0 as "isOver",
    coalesce(accrued.list, '[]'::json) as accruals
  from unearned u
  left join lateral (
    select max(value_date) as issued_on from aval.ledger_entry e
    where e.guarantee = u.guarantee and e.book = $1 and kind = 'issued' and value_date <= $2
      and not exists (select from aval.ledger_entry r where r.reverses = e.id)) letter on true
  left join lateral (
    select sum(p.credit_minor - p.debit_minor) as amount
    from aval.ledger_entry e join aval.ledger_posting p on p.entry = e.id
    where e.guarantee = u.guarantee and e.book = $1 and p.account in ('undrawn', 'outstanding')
      and p.value_date <= $2) owed on true
  left join lateral (
    select json_agg(json_build_object('amountMinor', fact -> 'amountMinor', 'coversMonths', fact -> 'coversMonths',
      'coversFrom', fact -> 'coversFrom') order by id) as list
    from aval.ledger_entry e
    where e.guarantee = u.guarantee and e.book = $1 and kind = 'premiumAccrued'
      and not exists (select from aval.ledger_entry r where r.reverses = e.id)) accrued on true
  order by u.guarantee`;
