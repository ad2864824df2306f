import type { Queryable } from '../queryable.js';

/** A month's premium under a framework: what its rows owe together. */
export interface StatementRow {
  readonly id: string;
  readonly framework: string;
  readonly month: string;
  readonly guarantees: number;
  readonly premiumMinor: number;
  readonly drawnBy: string;
  readonly receivedOn: string | null;
}

const columns = `id, framework, month, guarantees, premium_minor as "premiumMinor", drawn_by as "drawnBy",
  received_on as "receivedOn"`;

/**
 * Draws the statement of a month: every row accepted up to its last day that is on no statement yet. Drawing it again
 * gives the first one. The framework's row is locked, so no row falls between two statements.
 */
export async function drawStatement(
  tx: Queryable,
  framework: string,
  month: string,
  person: string,
): Promise<StatementRow> {
  await tx.query('select id from aval.framework where id = $1 for update', [framework]);
  const known = await findStatement(tx, framework, month);
  if (known !== undefined) return known;
  const id = `${framework}-${month}`;
  await tx.query(
    `insert into aval.framework_statement (id, framework, month, guarantees, premium_minor, drawn_by)
     select $1, $2, $3, count(*), coalesce(sum(premium_minor), 0), $4 from aval.framework_guarantee
     where framework = $2 and statement is null and to_char(accepted_on, 'YYYY-MM') <= $3`,
    [id, framework, month, person],
  );
  await tx.query(
    `update aval.framework_guarantee set statement = $1
     where framework = $2 and statement is null and to_char(accepted_on, 'YYYY-MM') <= $3`,
    [id, framework, month],
  );
  const drawn = await findStatement(tx, framework, month);
  if (drawn === undefined) throw new Error(`the statement ${id} was drawn and is not there`);
  return drawn;
}

export async function findStatement(
  store: Queryable,
  framework: string,
  month: string,
): Promise<StatementRow | undefined> {
  const { rows } = await store.query<StatementRow>(
    `select ${columns} from aval.framework_statement where framework = $1 and month = $2`,
    [framework, month],
  );
  return rows[0];
}

export async function listStatements(store: Queryable, framework: string): Promise<StatementRow[]> {
  const { rows } = await store.query<StatementRow>(
    `select ${columns} from aval.framework_statement where framework = $1 order by month`,
    [framework],
  );
  return rows;
}

/** A guarantee on a statement, and what it owes of it. */
export interface StatementLine {
  readonly guarantee: string;
  readonly loanReference: string;
  readonly premiumMinor: number;
  /** Whether the guarantee is in force: its premium is booked as receivable then. */
  readonly isInForce: boolean;
}

/** In the order of the guarantees' numbers, in which their money is locked. */
export async function linesOf(store: Queryable, statement: string): Promise<StatementLine[]> {
  const { rows } = await store.query<StatementLine>(
    `select r.guarantee, r.loan_reference as "loanReference", r.premium_minor as "premiumMinor",
       g.issued_on is not null as "isInForce"
     from aval.framework_guarantee r join aval.guarantee g on g.number = r.guarantee
     where r.statement = $1 order by r.guarantee`,
    [statement],
  );
  return rows;
}

/** Marks a statement as paid. @returns false where it was paid before */
export async function markReceived(
  tx: Queryable,
  statement: string,
  on: string,
  person: string,
): Promise<boolean> {
  const marked = await tx.query(
    `update aval.framework_statement set received_on = $2, received_by = $3
     where id = $1 and received_on is null returning id`,
    [statement, on, person],
  );
  return marked.rows.length > 0;
}
