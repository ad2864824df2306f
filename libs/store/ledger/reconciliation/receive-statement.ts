import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { BusinessDate } from '#domain/calendar/business-date';
import {
  reconcile,
  type OurDrawdown,
  type ReconciledDrawdown,
} from '#domain/reconciliation/reconcile';
import type { StatementRow } from '#domain/reconciliation/statement-rows';
import type { AccountingPeriod } from '#domain/reserves/accounting-period';
import type { Queryable } from '../../queryable.js';
import { inTransaction } from '../../transaction.js';

/** A bank's statement as it comes in: the rows, and whose they are. */
export interface IncomingStatement {
  readonly book: string;
  readonly bank: string;
  readonly period: AccountingPeriod;
  readonly rows: readonly StatementRow[];
  readonly by: string;
}

/**
 * Takes a bank's statement in and holds it against the books as of the period's last day. The same rows of the same
 * period again are the same statement, with what people have resolved since; other rows are a statement of their own.
 */
export async function receiveStatement(
  pool: Pool,
  incoming: IncomingStatement,
): Promise<{ readonly statement: number; readonly isRepeated: boolean }> {
  const { book, bank, period, rows } = incoming;
  return inTransaction(pool, async (tx) => {
    const sha256 = createHash('sha256').update(canonical(rows)).digest('hex');
    const inserted = await tx.query<{ id: number }>(
      `insert into aval.bank_statement (book, bank, period, through, sha256, received_by)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id::float8 as id`,
      [book, bank, period.name, period.through, sha256, incoming.by],
    );
    const statement = inserted.rows[0]?.id;
    if (statement === undefined) {
      const first = await tx.query<{ id: number }>(
        `select id::float8 as id from aval.bank_statement
         where book = $1 and bank = $2 and period = $3 and sha256 = $4`,
        [book, bank, period.name, sha256],
      );
      return { statement: first.rows[0]?.id ?? 0, isRepeated: true };
    }
    const ours = await ourDrawdowns(tx, book, bank, period.through);
    await writeItems(tx, statement, reconcile(rows, ours));
    return { statement, isRepeated: false };
  });
}

/** The rows in an order and a form of their own, so that the same content has the same fingerprint. */
function canonical(rows: readonly StatementRow[]): string {
  const lines = rows.map((row) =>
    JSON.stringify([
      row.guarantee,
      row.drawdown,
      row.currency,
      row.loanOutstandingMinor,
      row.guaranteedOutstandingMinor,
    ]),
  );
  return lines.sort().join('\n');
}

async function ourDrawdowns(
  db: Queryable,
  book: string,
  bank: string,
  through: BusinessDate,
): Promise<OurDrawdown[]> {
  return (await db.query<OurDrawdown>(ours, [book, bank, through])).rows;
}

async function writeItems(
  tx: Queryable,
  statement: number,
  items: readonly ReconciledDrawdown[],
): Promise<void> {
  await tx.query(
    `insert into aval.reconciliation_item (statement, guarantee, drawdown, standing, currency, bank_loan_minor,
       our_loan_minor, bank_guaranteed_minor, our_guaranteed_minor)
     select $1, i.guarantee, i.drawdown, i.standing, i.currency, i."bankLoanMinor", i."ourLoanMinor",
       i."bankGuaranteedMinor", i."ourGuaranteedMinor"
     from jsonb_to_recordset($2::jsonb) as i (guarantee text, drawdown text, standing text, currency text,
       "bankLoanMinor" bigint, "ourLoanMinor" bigint, "bankGuaranteedMinor" bigint, "ourGuaranteedMinor" bigint)`,
    [statement, JSON.stringify(items)],
  );
}

/** Every drawdown of the bank's that was ever lent under a letter of the book, as of a day. */
const ours = `
  with guaranteed as (
    select guarantee, drawdown, currency, sum(credit_minor - debit_minor) as amount
    from aval.ledger_posting
    where book = $1 and beneficiary = $2 and account = 'outstanding' and drawdown <> '' and value_date <= $3
    group by 1, 2, 3),
  lent as (
    select f.guarantee, f.subject as drawdown, sum(case f.kind when 'repaid' then -1 else 1 end
      * (f.data ->> 'amountMinor')::bigint) as amount
    from aval.fact f join aval.guarantee g on g.number = f.guarantee
    where g.book = $1 and g.bank = $2 and f.kind in ('disbursed', 'repaid', 'clawedBack') and f.business_date <= $3
    group by 1, 2)
  select guarantee, drawdown, g.currency, lent.amount::float8 as "loanOutstandingMinor",
    g.amount::float8 as "guaranteedOutstandingMinor"
  from guaranteed g left join lent using (guarantee, drawdown)
  order by guarantee, drawdown`;
