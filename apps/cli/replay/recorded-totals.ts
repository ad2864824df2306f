/** Reads a run's totals back from the facts and postings in PostgreSQL, for the loans that the run selected. */
import type { BusinessDate } from '#domain/calendar/business-date';
import type { Ending } from '#domain/lifecycle/stages';
import type { Pool } from 'pg';
import type { Liability, RunTotals } from './totals.js';

/** $1 = book, $2 = the loans' numbers, which are the cases' client references. */
const selectedCases = `
  selected as (
    select number, loan_minor, ending, client_reference from aval.guarantee
     where book = $1 and client_reference = any ($2))`;

/** What an account holds on its own side. */
const postedTo = (account: string, side: 'debit' | 'credit'): string => `
  (select coalesce(sum(${side === 'debit' ? 'debit_minor - credit_minor' : 'credit_minor - debit_minor'}), 0)
     from posted where account = '${account}')`;

const totalsQuery = `
  with ${selectedCases},
  posted as (
    select p.account, p.debit_minor, p.credit_minor
      from aval.ledger_posting p join selected s on p.guarantee = s.number where p.book = $1)
  select (select coalesce(sum(loan_minor), 0) from selected) as "loanMinor",
         ${postedTo('issued', 'debit')} as "guaranteedMinor",
         (select coalesce(sum((f.data ->> 'amountMinor')::bigint), 0)
            from aval.fact f join selected s on f.guarantee = s.number
           where f.kind = 'disbursed') as "disbursedMinor",
         (select count(*) from selected where ending = 'released') as released,
         (select count(*) from aval.ledger_entry e join selected s on e.guarantee = s.number
           where e.book = $1 and e.kind = 'claimed') as claims,
         ${postedTo('claimed', 'credit')} as "claimedMinor",
         ${postedTo('paidOut', 'credit')} as "payoutMinor"`;

/** Sums over the whole book would hide rows of other runs: only the selected loans count. */
export async function readRecordedTotals(
  database: Pool,
  book: string,
  loans: readonly string[],
): Promise<RunTotals> {
  const { rows } = await database.query<Record<keyof RunTotals, string | number>>(totalsQuery, [
    book,
    loans,
  ]);
  const [row] = rows;
  if (row === undefined) throw new Error('sums without a row');
  return {
    loanMinor: exact(row.loanMinor),
    guaranteedMinor: exact(row.guaranteedMinor),
    disbursedMinor: exact(row.disbursedMinor),
    released: exact(row.released),
    claims: exact(row.claims),
    claimedMinor: exact(row.claimedMinor),
    payoutMinor: exact(row.payoutMinor),
  };
}

const liabilityQuery = `
  with ${selectedCases},
  posted as (
    select p.account, p.value_date, p.debit_minor, p.credit_minor
      from aval.ledger_posting p join selected s on p.guarantee = s.number where p.book = $1)
  select day::text as day, account, sum(debit_minor) as debit, sum(credit_minor) as credit
    from unnest($3::date[]) as day
    join posted on posted.value_date <= day
   where account in ('issued', 'undrawn', 'outstanding', 'released', 'claimed', 'paidOut')
   group by day, account`;

/** The liability of the selected loans at the end of each of these days. */
export async function readRecordedLiability(
  database: Pool,
  book: string,
  loans: readonly string[],
  days: readonly BusinessDate[],
): Promise<Map<BusinessDate, Liability>> {
  const { rows } = await database.query<{
    day: BusinessDate;
    account: string;
    debit: string;
    credit: string;
  }>(liabilityQuery, [book, loans, days]);
  const byDay = new Map(days.map((day) => [day, { ...nothing }]));
  for (const { day, account, debit, credit } of rows) {
    const at = byDay.get(day);
    const net = exact(debit) - exact(credit);
    if (at !== undefined)
      at[`${account}Minor` as keyof Liability] = account === 'issued' ? net : -net;
  }
  return byDay;
}

const nothing: Record<keyof Liability, number> = {
  issuedMinor: 0,
  undrawnMinor: 0,
  outstandingMinor: 0,
  releasedMinor: 0,
  claimedMinor: 0,
  paidOutMinor: 0,
};

/** Which of these loans have ended, and how. */
export async function readEndedLoans(
  database: Pool,
  book: string,
  loans: readonly string[],
): Promise<Map<string, Ending>> {
  const { rows } = await database.query<{ loan: string; ending: Ending }>(
    `with ${selectedCases}
     select client_reference as loan, ending from selected where ending is not null`,
    [book, loans],
  );
  return new Map(rows.map(({ loan, ending }) => [loan, ending]));
}

function exact(value: string | number): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is beyond exact integers`);
  return number;
}
