import type { Queryable } from '../queryable.js';

/** An order to a partner that is due. */
export interface DueOrder {
  readonly id: number;
  readonly partner: string;
  readonly kind: string;
  readonly reference: string;
  readonly guarantee: string;
  readonly clientReference: string | null;
  readonly payload: Record<string, unknown>;
  readonly status: 'pending' | 'unknown';
  readonly attempts: number;
  readonly createdAt: Date;
}

/**
 * Up to `limit` due orders, one a case, but for the cases in `except`. Orders of one case are sent in the order
 * of their writing: a later one waits for every earlier one, also for one whose answer is unknown.
 */
export async function findDueOrders(
  store: Queryable,
  limit: number,
  except: readonly string[],
): Promise<DueOrder[]> {
  const found = await store.query<DueOrder>(
    `select o.id, o.partner, o.kind, o.reference, o.guarantee, g.client_reference as "clientReference",
            o.payload, o.status, o.attempts, o.created_at as "createdAt"
       from aval.outbox o join aval.guarantee g on g.number = o.guarantee
      where o.status in ('pending', 'unknown') and o.next_attempt_at <= clock_timestamp()
        and o.guarantee <> all ($2)
        and not exists (
          select 1 from aval.outbox earlier
           where earlier.guarantee = o.guarantee and earlier.id < o.id
             and earlier.status in ('pending', 'unknown'))
      order by o.next_attempt_at, o.id limit $1`,
    [limit, except],
  );
  return found.rows;
}

/** What became of an order that was sent. */
export interface SendResult {
  readonly id: number;
  readonly status: 'sent' | 'unknown' | 'refused';
  /** Why it is unknown or refused, in the partner's words; never personal data. */
  readonly error: string | null;
  /** When an unknown order is asked about again; 0 for the others. */
  readonly retryAfterMs: number;
}

/** Marks many results in one statement, so one commit. */
export async function markSent(store: Queryable, results: readonly SendResult[]): Promise<void> {
  await store.query(
    `update aval.outbox o
        set status = r.status, attempts = o.attempts + 1, last_error = r.error,
            next_attempt_at = clock_timestamp() + r.retry_ms * interval '1 millisecond',
            sent_at = case when r.status = 'sent' then clock_timestamp() end
       from unnest($1::bigint[], $2::text[], $3::text[], $4::float8[]) as r (id, status, error, retry_ms)
      where o.id = r.id and o.status in ('pending', 'unknown')`,
    [
      results.map(({ id }) => id),
      results.map(({ status }) => status),
      results.map(({ error }) => error),
      results.map(({ retryAfterMs }) => retryAfterMs),
    ],
  );
}

/** Orders that wait to be sent or whose answer is unknown, and since when the oldest waits. */
export async function measureOutbox(
  store: Queryable,
): Promise<{ pending: number; unknown: number; oldestWaitSeconds: number }> {
  const measured = await store.query<{ pending: number; unknown: number; oldest: number }>(
    `select count(*) filter (where status = 'pending') as pending,
            count(*) filter (where status = 'unknown') as unknown,
            coalesce(extract(epoch from clock_timestamp() - min(created_at))::float8, 0) as oldest
       from aval.outbox where status in ('pending', 'unknown')`,
  );
  const row = measured.rows[0];
  return {
    pending: row?.pending ?? 0,
    unknown: row?.unknown ?? 0,
    oldestWaitSeconds: row?.oldest ?? 0,
  };
}
