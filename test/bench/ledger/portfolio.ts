import type { Pool } from 'pg';

/**
 * Fills the ledger with the postings of many guarantees at once: issued, drawn and half repaid over ten years,
 * shared by three. The rows are those that the ledger itself would post; triggers rest meanwhile.
 */
export async function fillPortfolio(owner: Pool, from: number, upTo: number): Promise<void> {
  const client = await owner.connect();
  await client.query('alter table aval.ledger_entry disable trigger user');
  await client.query('alter table aval.ledger_posting disable trigger user');
  const step = 100_000;
  for (let first = from; first < upTo; first += step) {
    await client.query(rowsOf, [first, Math.min(upTo, first + step) - 1]);
  }
  await client.query('alter table aval.ledger_entry enable trigger user');
  await client.query('alter table aval.ledger_posting enable trigger user');
  client.release();
  await owner.query('vacuum analyze aval.ledger_posting, aval.ledger_entry, aval.ledger_balance');
}

const rowsOf = `
  with guarantee as (
    select n, 'P' || n as number, date '2016-01-01' + n % 3600 as day from generate_series($1::int, $2::int) as n),
  posted as (
    insert into aval.ledger_entry (book, reference, guarantee, kind, currency, value_date, accounted_on, booked_at,
      line_count, fact)
    select 'bench', number || '/' || turn, number, kind, 'CNY', day + turn * 30, day + turn * 30,
      (day + turn * 30)::timestamptz, case kind when 'drawn' then 12 else 6 end, '{}'
    from guarantee, (values (0, 'issued'), (1, 'drawn'), (2, 'repaid')) as facts (turn, kind)
    returning id, guarantee, kind, value_date, booked_at),
  lines as (
    select * from (values
      ('issued', 1, 'issued', '', 1, 0), ('issued', 2, 'undrawn', '', 0, 1),
      ('drawn', 1, 'undrawn', '', 1, 0), ('drawn', 2, 'outstanding', 'D1', 0, 1),
      ('drawn', 3, 'issued', 'D1', 1, 0), ('drawn', 4, 'issued', '', 0, 1),
      ('repaid', 1, 'outstanding', 'D1', 1, 0), ('repaid', 2, 'released', 'D1', 0, 1))
      as line (kind, no, account, drawdown, debit, credit)),
  party as (
    select * from (values (0, 'guarantor', 40000000), (1, 'national-fund', 20000000), (2, 'province', 20000000))
      as party (place, party, amount)),
  balances as (
    insert into aval.ledger_balance
    select 'bench', number, account, drawdown, 'bank', party, '', 'CNY', amount, false, n, place,
      day + 60
    from guarantee, party, (values ('issued', 'D1'), ('released', 'D1')) as account (account, drawdown))
  insert into aval.ledger_posting (entry, no, book, guarantee, product, drawdown, beneficiary, party, claim, account,
    currency, value_date, booked_at, debit_minor, credit_minor)
  select id, no + place * 4, 'bench', guarantee, 'baoweidai', drawdown, 'bank', party, '', account, 'CNY', value_date,
    booked_at, debit * amount, credit * amount
  from posted join lines using (kind), party`;
