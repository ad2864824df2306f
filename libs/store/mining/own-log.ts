import type { LoggedCase, LoggedEvent } from '#domain/lifecycle/logged-case';
import type { Pool, PoolClient } from 'pg';

export interface LogSelection {
  readonly book?: string | undefined;
  readonly product?: string | undefined;
}

/** Which state of the books a log shows: any recorded step makes another one. */
export async function logVersion(store: Pick<Pool, 'query'>): Promise<string> {
  const { rows } = await store.query<{ version: string }>(
    `select count(*) || '-' || coalesce(sum(version::bigint), 0) as version from aval.guarantee`,
  );
  return rows[0]?.version ?? '0-0';
}

const rowsAtOnce = 10_000;

/**
 * Hands over all cases, then all their events, each case's together in their order: one snapshot of the books, in pieces
 * of ten thousand rows, so that memory holds no more than one piece of them.
 */
export async function streamOwnLog(
  pool: Pool,
  { book, product }: LogSelection,
  take: {
    readonly cases: (rows: readonly LoggedCase[]) => void;
    readonly events: (rows: readonly LoggedEvent[]) => void;
  },
): Promise<void> {
  await inSnapshot(pool, async (client) => {
    const asked = [book ?? null, product ?? null];
    await eachPiece(client, casesOfLog, asked, take.cases);
    await eachPiece(client, eventsOfLog, asked, take.events);
  });
}

/** Reads in one snapshot of the books: whatever is recorded meanwhile is not seen. */
export async function inSnapshot(
  pool: Pool,
  read: (client: PoolClient) => Promise<void>,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin transaction isolation level repeatable read, read only');
    await read(client);
    await client.query('commit');
    client.release();
  } catch (error) {
    // The connection may stand within its transaction: it is not given back to the pool.
    client.release(true);
    throw error;
  }
}

/** Takes the rows of a question through a cursor, some at a time. */
export async function eachPiece(
  client: PoolClient,
  sql: string,
  asked: readonly unknown[],
  take: (rows: readonly never[]) => void,
  atOnce = rowsAtOnce,
): Promise<void> {
  await client.query(`declare of_log no scroll cursor for ${sql}`, [...asked]);
  for (;;) {
    const { rows } = await client.query<never>(`fetch ${atOnce} from of_log`);
    if (rows.length > 0) take(rows);
    if (rows.length < atOnce) break;
  }
  await client.query('close of_log');
}

const chosen = `($1::text is null or g.book = $1) and ($2::text is null or g.product = $2)`;

const casesOfLog = `
  select g.number, g.book, g.product, g.bank, g.grade,
    coalesce(officer.lead, officer.approver) as officer, g.amount_minor as "amountMinor", g.currency,
    g.tenor_months as "tenorMonths", g.applied_on as "appliedOn", 'party-' || g.applicant as applicant
  from aval.guarantee g left join lateral (
    select max(t.decided_by) filter (where t.kind = 'leadReport') as lead,
      max(t.decided_by) filter (where t.kind = 'officerApproval') as approver
    from aval.task t where t.guarantee = g.number and t.kind in ('leadReport', 'officerApproval')
  ) officer on true
  where ${chosen} order by g.number`;

const eventsOfLog = `
  select e.guarantee, e.no, e.name, e.activity, e.transition, e.stage, e.resource, e.role,
    (extract(epoch from e.occurred_at) * 1000)::float8 as "atMs",
    e.data ->> 'task' as task, e.data ->> 'claim' as claim, e.data ->> 'drawdown' as drawdown,
    case when jsonb_typeof(e.data -> 'documents') = 'array' then array(
      select coalesce(document ->> 'name', document #>> '{}')
      from jsonb_array_elements(e.data -> 'documents') as document) end as documents
  from aval.process_event e join aval.guarantee g on g.number = e.guarantee
  where ${chosen} order by e.guarantee, e.no`;
