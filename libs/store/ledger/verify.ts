import type { Queryable } from '../queryable.js';

/** A difference between what is kept and what the postings say. Amounts as text: exact whatever their size. */
export interface Difference {
  /** `latestDate` compares days, not amounts; `asOfDay` is a balance that was below zero as of some day. */
  readonly what: 'balance' | 'latestDate' | 'entry' | 'dayTotal' | 'asOfDay';
  readonly where: string;
  readonly keptMinor: string | null;
  readonly rebuiltMinor: string | null;
}

/**
 * Rebuilds the ledger from its postings and lists every difference: balances that were kept beside them,
 * their latest value dates, entries out of balance or not whole, folded totals, and balances that cannot be owed and are
 * below zero as of some day. Reads every posting: for audits, not for screens.
 */
export async function verifyLedger(db: Queryable): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const sql of [balances, latestDates, entries, dayTotals, daysBelowZero]) {
    differences.push(...(await db.query<Difference>(sql)).rows);
  }
  return differences;
}

const balances = `
  with rebuilt as (
    select p.book, p.guarantee, p.account, p.drawdown, p.beneficiary, p.party, p.claim,
      sum(case a.side when 'debit' then debit_minor - credit_minor else credit_minor - debit_minor end) as amount
    from aval.ledger_posting p join aval.ledger_account a on a.name = p.account
    group by 1, 2, 3, 4, 5, 6, 7)
  select 'balance' as what, concat_ws(' / ', book, guarantee, account, drawdown, beneficiary, party, claim) as where,
    b.balance_minor::text as "keptMinor", rebuilt.amount::text as "rebuiltMinor"
  from rebuilt full join aval.ledger_balance b
    using (book, guarantee, account, drawdown, beneficiary, party, claim)
  where rebuilt.amount is distinct from b.balance_minor`;

const latestDates = `
  with rebuilt as (
    select book, guarantee, account, drawdown, beneficiary, party, claim, max(value_date) as latest_on
    from aval.ledger_posting group by 1, 2, 3, 4, 5, 6, 7)
  select 'latestDate' as what,
    concat_ws(' / ', book, guarantee, account, drawdown, beneficiary, party, claim) as where,
    b.latest_on::text as "keptMinor", rebuilt.latest_on::text as "rebuiltMinor"
  from rebuilt join aval.ledger_balance b using (book, guarantee, account, drawdown, beneficiary, party, claim)
  where rebuilt.latest_on <> b.latest_on`;

/** The first day of each such balance. */
const daysBelowZero = `
  with days as (
    select p.book, p.guarantee, p.account, p.drawdown, p.beneficiary, p.party, p.claim, p.value_date,
      sum(case a.side when 'debit' then debit_minor - credit_minor else credit_minor - debit_minor end) as change
    from aval.ledger_posting p join aval.ledger_account a on a.name = p.account
    where not a.is_free
    group by 1, 2, 3, 4, 5, 6, 7, 8),
  standing as (
    select *, sum(change) over (partition by book, guarantee, account, drawdown, beneficiary, party, claim
      order by value_date) as amount
    from days)
  select distinct on (book, guarantee, account, drawdown, beneficiary, party, claim) 'asOfDay' as what,
    concat_ws(' / ', book, guarantee, account, drawdown, beneficiary, party, claim, value_date) as where,
    null as "keptMinor", amount::text as "rebuiltMinor"
  from standing where amount < 0
  order by book, guarantee, account, drawdown, beneficiary, party, claim, value_date`;

const entries = `
  with posted as (
    select p.entry, a.view, count(*) as line_count, sum(debit_minor) as debit, sum(credit_minor) as credit
    from aval.ledger_posting p join aval.ledger_account a on a.name = p.account group by 1, 2),
  whole as (
    select entry, sum(line_count) as line_count, bool_or(debit <> credit) as is_unbalanced,
      sum(debit) as debit, sum(credit) as credit from posted group by 1)
  select 'entry' as what, e.book || ' / ' || e.reference as where,
    whole.debit::text as "keptMinor", whole.credit::text as "rebuiltMinor"
  from aval.ledger_entry e left join whole on whole.entry = e.id
  where e.line_count <> coalesce(whole.line_count, 0) or coalesce(whole.is_unbalanced, false)`;

const dayTotals = `
  with folded as (
    select book, product, currency, account, party, value_date, (booked_at at time zone 'UTC')::date as booked_on,
      sum(debit_minor - credit_minor) as amount
    from aval.ledger_posting, aval.ledger_fold
    where entry <= after_entry or xact < folded_before group by 1, 2, 3, 4, 5, 6, 7)
  select 'dayTotal' as what,
    concat_ws(' / ', book, product, currency, account, party, value_date, booked_on) as where,
    (t.debit_minor - t.credit_minor)::text as "keptMinor", folded.amount::text as "rebuiltMinor"
  from folded full join aval.ledger_day_total t
    using (book, product, currency, account, party, value_date, booked_on)
  where folded.amount is distinct from t.debit_minor - t.credit_minor`;
