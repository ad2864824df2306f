import type { LimitProposal, LimitProposalKind } from '#domain/limits/proposals';
import type { Queryable } from '../queryable.js';

/** A proposal as it is kept. */
export interface ProposalRow {
  readonly id: number;
  readonly book: string;
  readonly kind: LimitProposalKind;
  readonly data: Readonly<Record<string, unknown>>;
  readonly asOf: string;
  readonly source: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly outcome: 'confirmed' | 'rejected' | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

const columns = `id, book, kind, data, as_of as "asOf", source, proposed_by as "proposedBy",
  proposed_at as "proposedAt", outcome, decided_by as "decidedBy", decided_at as "decidedAt"`;

/** Proposes a dated fact or a choice of a book. In force it comes only when another person confirms it. */
export async function proposeLimit(
  db: Queryable,
  book: string,
  { kind, data, asOf, source }: LimitProposal,
  by: string,
): Promise<ProposalRow> {
  const { rows } = await db.query<ProposalRow>(
    `insert into aval.limit_proposal (book, kind, data, as_of, source, proposed_by)
     values ($1, $2, $3, $4, $5, $6) returning ${columns}`,
    [book, kind, JSON.stringify(data), asOf, source, by],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('a proposal was not kept');
  return row;
}

export async function findProposal(db: Queryable, id: number): Promise<ProposalRow | undefined> {
  const { rows } = await db.query<ProposalRow>(
    `select ${columns} from aval.limit_proposal where id = $1`,
    [id],
  );
  return rows[0];
}

/** The proposals of a book, the newest first. */
export async function listProposals(db: Queryable, book: string): Promise<ProposalRow[]> {
  const { rows } = await db.query<ProposalRow>(
    `select ${columns} from aval.limit_proposal where book = $1 order by id desc limit 200`,
    [book],
  );
  return rows;
}

/**
 * Decides a proposal for good; confirmed, its book is held to it from this transaction's end on. False where it was
 * decided before. The database refuses its maker.
 */
export async function decideProposal(
  tx: Queryable,
  id: number,
  outcome: 'confirmed' | 'rejected',
  by: string,
): Promise<boolean> {
  const { rows } = await tx.query<{ book: string | null }>(
    'select aval.decide_limit_proposal($1, $2, $3) as book',
    [id, outcome, by],
  );
  return (rows[0]?.book ?? null) !== null;
}
