import type { Pool } from 'pg';
import type { ReservePolicy } from '#domain/reserves/reserve-policy';
import type { Queryable } from '../../queryable.js';
import { closeBook, type ClosingRefusal } from './close-book.js';
import { periodOf, type ClosingReport, type ClosingTerms } from './closing-report.js';

/** A closing that one person proposed and another decides. */
export interface ClosingRow {
  readonly id: number;
  readonly book: string;
  readonly period: string;
  readonly through: string;
  readonly policy: ReservePolicy;
  readonly netProfitMinor: number | null;
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly outcome: 'closed' | 'refused' | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly reason: string | null;
  readonly report: ClosingReport | null;
}

export type Proposal =
  | { readonly kind: 'proposed'; readonly closing: ClosingRow }
  | { readonly kind: 'refused'; readonly reason: 'anotherIsOpen' | 'alreadyClosed' };

export type Decision =
  | {
      readonly kind: 'decided';
      readonly closing: ClosingRow;
      /** When its days were frozen, as the books take it for `--known-at`; `null` where it was not approved. */
      readonly closedAt: string | null;
    }
  | { readonly kind: 'refused'; readonly reason: 'notOpen' | ClosingRefusal };

/** Proposes a close. One proposal of a book is open at a time. */
export async function proposeClosing(
  db: Queryable,
  terms: ClosingTerms,
  by: string,
): Promise<Proposal> {
  const { through } = periodOf(terms);
  const closed = await db.query(
    'select from aval.ledger_period where book = $1 and closed_through >= $2',
    [terms.book, through],
  );
  if (closed.rows.length > 0) return { kind: 'refused', reason: 'alreadyClosed' };
  const { rows } = await db.query<ClosingRow>(
    `insert into aval.period_closing (book, period, through, policy, net_profit_minor, proposed_by)
     values ($1, $2, $3, $4, $5, $6) on conflict (book) where outcome is null do nothing returning ${columns}`,
    [terms.book, terms.period, through, JSON.stringify(terms.policy), terms.netProfitMinor, by],
  );
  const [closing] = rows;
  return closing === undefined
    ? { kind: 'refused', reason: 'anotherIsOpen' }
    : { kind: 'proposed', closing };
}

/** Decides an open proposal, by another person than the one who made it; approved, the period is closed. */
export async function decideClosing(
  pool: Pool,
  id: number,
  decision: { readonly by: string; readonly approves: boolean; readonly reason: string | null },
): Promise<Decision> {
  const open = await readClosing(pool, id);
  if (open?.outcome !== null) return { kind: 'refused', reason: 'notOpen' };
  if (open.proposedBy === decision.by) return { kind: 'refused', reason: 'makerIsChecker' };
  let closedAt: string | null = null;
  if (!decision.approves) {
    await writeOutcome(pool, id, { ...decision, outcome: 'refused', report: null });
  } else {
    const outcome = await closeBook(pool, open, decision.by, (tx, report) =>
      writeOutcome(tx, id, { ...decision, outcome: 'closed', report }),
    );
    if (outcome.kind === 'refused') return outcome;
    ({ closedAt } = outcome);
  }
  const closing = await readClosing(pool, id);
  if (closing === undefined) throw new Error(`the closing ${id} is gone`);
  return { kind: 'decided', closing, closedAt };
}

/** The closings of a book, newest first. */
export async function listClosings(db: Queryable, book: string): Promise<ClosingRow[]> {
  const { rows } = await db.query<ClosingRow>(
    `select ${columns} from aval.period_closing where book = $1 order by id desc`,
    [book],
  );
  return rows;
}

export async function readClosing(db: Queryable, id: number): Promise<ClosingRow | undefined> {
  const { rows } = await db.query<ClosingRow>(
    `select ${columns} from aval.period_closing where id = $1`,
    [id],
  );
  return rows[0];
}

async function writeOutcome(
  tx: Queryable,
  id: number,
  given: {
    readonly outcome: 'closed' | 'refused';
    readonly by: string;
    readonly reason: string | null;
    readonly report: ClosingReport | null;
  },
): Promise<void> {
  await tx.query(
    `update aval.period_closing set outcome = $2, decided_by = $3, decided_at = clock_timestamp(), reason = $4,
       report = $5 where id = $1 and outcome is null`,
    [
      id,
      given.outcome,
      given.by,
      given.reason,
      given.report === null ? null : JSON.stringify(given.report),
    ],
  );
}

const instant = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const columns = `id::float8 as id, book, period, to_char(through, 'YYYY-MM-DD') as through, policy,
  net_profit_minor::float8 as "netProfitMinor", proposed_by as "proposedBy", ${instant('proposed_at')} as "proposedAt",
  outcome, decided_by as "decidedBy", ${instant('decided_at')} as "decidedAt", reason, report`;
