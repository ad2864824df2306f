import type { Message } from '#domain/lifecycle/messages';
import type { Carried, Opening } from '#domain/lifecycle/opening';
import type { Queryable } from '../queryable.js';

/** A case with something to deliver: its opening, messages, or both. */
export interface UndeliveredCase {
  readonly number: string;
  /** False while its workflow was never started. */
  readonly opened: boolean;
  readonly ended: boolean;
  readonly opening: Opening;
  readonly carried: Carried | null;
  /** In the order of their numbers, without gaps, from the first that was not delivered. */
  readonly messages: readonly Message[];
  readonly lastMessageNo: number;
}

const maxMessagesAtOnce = 100;

/** Up to `limit` cases that wait for a delivery, but for those named in `except`. */
export async function findUndelivered(
  store: Queryable,
  limit: number,
  except: readonly string[],
): Promise<UndeliveredCase[]> {
  const found = await store.query<UndeliveredCase>(
    `select g.number, g.delivered_message_no >= 0 as opened, g.ending is not null as ended,
            g.opening, g.carried, m.messages,
            coalesce((m.messages -> -1 ->> 'no')::integer, 0) as "lastMessageNo"
       from aval.guarantee g
       cross join lateral (
         select coalesce(jsonb_agg(jsonb_build_object('no', i.no, 'kind', i.kind) order by i.no), '[]') as messages
           from aval.inbox i
          where i.guarantee = g.number and i.no > g.delivered_message_no
            and i.no <= greatest(g.delivered_message_no, 0) + $3) m
      where g.last_message_no > g.delivered_message_no and g.number <> all ($2)
      order by g.number limit $1`,
    [limit, except, maxMessagesAtOnce],
  );
  return found.rows;
}

/** A case's delivery that its workflow's server has accepted. */
export interface Delivery {
  readonly number: string;
  readonly lastMessageNo: number;
}

/**
 * Marks many deliveries in one statement, so one commit. A message that its case has taken already stays taken,
 * and a slower delivery never takes back a faster one.
 */
export async function markDelivered(
  store: Queryable,
  deliveries: readonly Delivery[],
): Promise<void> {
  await store.query(
    `with delivered as (
       select d.number, d.no from unnest($1::text[], $2::integer[]) as d (number, no)),
     marked as (
       update aval.inbox i set status = 'delivered', delivered_at = clock_timestamp()
         from delivered d
        where i.guarantee = d.number and i.no <= d.no and i.status = 'received')
     update aval.guarantee g set delivered_message_no = greatest(g.delivered_message_no, d.no)
       from delivered d where g.number = d.number`,
    [deliveries.map(({ number }) => number), deliveries.map(({ lastMessageNo }) => lastMessageNo)],
  );
}

/** Cases with something to deliver, and since when the oldest message waits. */
export async function measureInbox(
  store: Queryable,
): Promise<{ waitingCases: number; parked: number; oldestWaitSeconds: number }> {
  const measured = await store.query<{ cases: number; parked: number; oldest: number }>(
    `select (select count(*) from aval.guarantee where last_message_no > delivered_message_no) as cases,
            (select count(*) from aval.inbox where status = 'parked') as parked,
            coalesce((select extract(epoch from clock_timestamp() - min(i.received_at))::float8
               from aval.guarantee g join aval.inbox i on i.guarantee = g.number and i.no > g.delivered_message_no
              where g.last_message_no > g.delivered_message_no), 0) as oldest`,
  );
  const row = measured.rows[0];
  return {
    waitingCases: row?.cases ?? 0,
    parked: row?.parked ?? 0,
    oldestWaitSeconds: row?.oldest ?? 0,
  };
}
