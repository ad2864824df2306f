import type { Queryable } from '../queryable.js';

export type FiledRowStatus = 'pending' | 'accepted' | 'known' | 'refused';

/** A row as it came: what could be read of it, or why it could not. */
export interface IncomingRow {
  /** In a file its line, in a request its place from 1. */
  readonly line: number;
  readonly loanReference: string | null;
  readonly content: object;
  readonly refusal: {
    readonly reason: string;
    readonly field: string | null;
    readonly detail: string;
  } | null;
}

export interface NewFiling {
  readonly id: string;
  readonly framework: string;
  /** The file's name, or `json`. */
  readonly source: string;
  readonly sha256: string;
  /** Cases on driven clocks begin at this instant; demonstrations only. */
  readonly drivenFrom: string | null;
  readonly submittedBy: string;
  readonly rows: readonly IncomingRow[];
}

/** Keeps a filing with every row of it, whole or not at all: nothing that a bank has filed is lost. */
export async function keepFiling(tx: Queryable, filing: NewFiling): Promise<void> {
  await tx.query(
    `insert into aval.filing (id, framework, source, sha256, driven_from, submitted_by)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      ...[filing.id, filing.framework, filing.source, filing.sha256],
      ...[filing.drivenFrom, filing.submittedBy],
    ],
  );
  await tx.query(
    `insert into aval.filing_row (filing, line, loan_reference, content, status, reason, field, detail, decided_at)
     select $1, r.line, r."loanReference", r.content, case when r.refusal is null then 'pending' else 'refused' end,
       r.refusal ->> 'reason', r.refusal ->> 'field', r.refusal ->> 'detail',
       case when r.refusal is null then null else clock_timestamp() end
     from jsonb_to_recordset($2::jsonb) as r(line int, "loanReference" text, content jsonb, refusal jsonb)`,
    [filing.id, JSON.stringify(filing.rows)],
  );
}

export interface PendingRow {
  readonly filing: string;
  readonly line: number;
}

/** Rows that wait to be looked at, the oldest filing first; but for those named in `except`. */
export async function pendingRows(
  store: Queryable,
  limit: number,
  except: readonly string[],
): Promise<PendingRow[]> {
  const { rows } = await store.query<PendingRow>(
    `select r.filing, r.line from aval.filing_row r join aval.filing f on f.id = r.filing
     where r.status = 'pending' and r.filing || ':' || r.line <> all ($2)
     order by f.submitted_at, r.filing, r.line limit $1`,
    [limit, except],
  );
  return rows;
}

/** A row in hand, with what of its filing counts. */
export interface RowInHand extends PendingRow {
  readonly framework: string;
  readonly content: unknown;
  readonly submittedBy: string;
  readonly drivenFrom: Date | null;
}

/** Takes a pending row until the transaction ends; nothing where another process has it, or has decided it. */
export async function takeRow(tx: Queryable, row: PendingRow): Promise<RowInHand | undefined> {
  const { rows } = await tx.query<RowInHand>(
    `select r.filing, r.line, f.framework, r.content, f.submitted_by as "submittedBy",
       f.driven_from as "drivenFrom"
     from aval.filing_row r join aval.filing f on f.id = r.filing
     where r.filing = $1 and r.line = $2 and r.status = 'pending' for update of r skip locked`,
    [row.filing, row.line],
  );
  return rows[0];
}

export interface DecidedRow {
  readonly status: Exclude<FiledRowStatus, 'pending'>;
  readonly reason?: string;
  readonly field?: string | null;
  readonly detail?: string | null;
  readonly guarantee?: string;
}

export async function markRow(tx: Queryable, row: PendingRow, decided: DecidedRow): Promise<void> {
  await tx.query(
    `update aval.filing_row set status = $3, reason = $4, field = $5, detail = $6, guarantee = $7,
       decided_at = clock_timestamp() where filing = $1 and line = $2`,
    [
      ...[row.filing, row.line, decided.status, decided.reason ?? null, decided.field ?? null],
      ...[decided.detail ?? null, decided.guarantee ?? null],
    ],
  );
}

/** How far a filing is. */
export interface FilingProgress {
  readonly id: string;
  readonly framework: string;
  readonly source: string;
  readonly submittedBy: string;
  readonly submittedAt: Date;
  readonly rows: number;
  readonly pending: number;
  readonly accepted: number;
  readonly known: number;
  readonly refused: number;
}

export async function filingProgress(
  store: Queryable,
  framework: string,
  id: string | null,
): Promise<FilingProgress[]> {
  const count = (status: FiledRowStatus) =>
    `count(*) filter (where r.status = '${status}')::integer as ${status}`;
  const { rows } = await store.query<FilingProgress>(
    `select f.id, f.framework, f.source, f.submitted_by as "submittedBy", f.submitted_at as "submittedAt",
       count(r.line)::integer as rows, ${count('pending')}, ${count('accepted')}, ${count('known')},
       ${count('refused')}
     from aval.filing f left join aval.filing_row r on r.filing = f.id
     where f.framework = $1 and ($2::uuid is null or f.id = $2)
     group by f.id order by f.submitted_at desc limit 200`,
    [framework, id],
  );
  return rows;
}

/** What became of one row. Personal data stays behind. */
export interface FiledRowView {
  readonly line: number;
  readonly loanReference: string | null;
  readonly status: FiledRowStatus;
  readonly reason: string | null;
  readonly field: string | null;
  readonly detail: string | null;
  readonly guarantee: string | null;
}

export async function filedRows(
  store: Queryable,
  filing: string,
  { status, after, limit }: { status: FiledRowStatus | null; after: number; limit: number },
): Promise<FiledRowView[]> {
  const { rows } = await store.query<FiledRowView>(
    `select line, loan_reference as "loanReference", status, reason, field, detail, guarantee
     from aval.filing_row where filing = $1 and line > $2 and ($3::text is null or status = $3)
     order by line limit $4`,
    [filing, after, status, limit],
  );
  return rows;
}
