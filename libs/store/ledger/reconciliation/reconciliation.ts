import {
  standings,
  type ReconciledDrawdown,
  type Standing,
} from '#domain/reconciliation/reconcile';
import type { Queryable } from '../../queryable.js';

export interface ReconciliationItem extends ReconciledDrawdown {
  readonly resolvedBy: string | null;
  readonly resolvedAt: string | null;
  readonly reason: string | null;
}

/** A bank's statement held against the books: how many drawdowns agree, and what became of those that do not. */
export interface Reconciliation {
  readonly statement: number;
  readonly book: string;
  readonly bank: string;
  readonly period: string;
  readonly through: string;
  readonly receivedBy: string;
  readonly receivedAt: string;
  readonly counts: Readonly<Record<Standing, number>>;
  /** Neither matched nor resolved. */
  readonly openCount: number;
  /** Everything that is not matched. */
  readonly items: readonly ReconciliationItem[];
}

type Head = Omit<Reconciliation, 'counts' | 'openCount' | 'items'>;

export async function readReconciliation(
  db: Queryable,
  statement: number,
): Promise<Reconciliation | undefined> {
  const heads = await db.query<Head>(`${head} where id = $1`, [statement]);
  const [found] = heads.rows;
  if (found === undefined) return undefined;
  const counted = await db.query<{ standing: Standing; count: number; open: number }>(counts, [
    statement,
  ]);
  const { rows } = await db.query<ReconciliationItem>(items, [statement]);
  const countOf = (standing: Standing) =>
    counted.rows.find((row) => row.standing === standing)?.count ?? 0;
  return {
    ...found,
    counts: Object.fromEntries(
      standings.map((standing) => [standing, countOf(standing)]),
    ) as Record<Standing, number>,
    openCount: counted.rows.reduce((sum, row) => sum + row.open, 0),
    items: rows,
  };
}

/** The statements of a book, newest first; of one bank or one period alone where asked. */
export async function listStatements(
  db: Queryable,
  of: { readonly book: string; readonly bank?: string; readonly period?: string },
): Promise<Head[]> {
  const { rows } = await db.query<Head>(
    `${head} where book = $1 and ($2::text is null or bank = $2) and ($3::text is null or period = $3)
     order by id desc limit 200`,
    [of.book, of.bank ?? null, of.period ?? null],
  );
  return rows;
}

export type Resolution =
  { readonly kind: 'resolved' } | { readonly kind: 'refused'; readonly reason: 'notOpen' };

/** A person says what became of a difference. Said once, it stays; a correction is in the next statement. */
export async function resolveDifference(
  db: Queryable,
  of: { readonly statement: number; readonly guarantee: string; readonly drawdown: string },
  by: { readonly person: string; readonly reason: string },
): Promise<Resolution> {
  const { rowCount } = await db.query(
    `update aval.reconciliation_item
     set resolved_by = $4, reason = $5, resolved_at = clock_timestamp()
     where statement = $1 and guarantee = $2 and drawdown = $3 and standing <> 'matched' and resolved_by is null`,
    [of.statement, of.guarantee, of.drawdown, by.person, by.reason],
  );
  return rowCount === 1 ? { kind: 'resolved' } : { kind: 'refused', reason: 'notOpen' };
}

const instant = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const head = `select id::float8 as statement, book, bank, period, to_char(through, 'YYYY-MM-DD') as through,
  received_by as "receivedBy", ${instant('received_at')} as "receivedAt" from aval.bank_statement`;

const counts = `select standing, count(*)::int as count,
    count(*) filter (where standing <> 'matched' and resolved_by is null)::int as open
  from aval.reconciliation_item where statement = $1 group by standing`;

const items = `select guarantee, drawdown, currency, standing, bank_loan_minor::float8 as "bankLoanMinor",
    our_loan_minor::float8 as "ourLoanMinor", bank_guaranteed_minor::float8 as "bankGuaranteedMinor",
    our_guaranteed_minor::float8 as "ourGuaranteedMinor", resolved_by as "resolvedBy",
    ${instant('resolved_at')} as "resolvedAt", reason
  from aval.reconciliation_item where statement = $1 and standing <> 'matched' order by guarantee, drawdown`;
