import type { Queryable } from '../queryable.js';

/** What is on its way to a case: its opening, or one partner's fact by source and event id. */
export type Traced =
  { readonly guarantee: string } | { readonly source: string; readonly eventId: string };

const subjectOf = (traced: Traced): string =>
  'guarantee' in traced ? traced.guarantee : `${traced.source}/${traced.eventId}`;

/** Keeps the trace context (W3C `traceparent`) under which something came in, until it is delivered. */
export async function keepTraceContext(
  store: Queryable,
  traced: Traced,
  traceparent: string,
): Promise<void> {
  await store.query(
    `insert into aval.trace_context (subject, traceparent) values ($1, $2)
     on conflict (subject) do nothing`,
    [subjectOf(traced), traceparent],
  );
}

/** Takes out the trace contexts of a case's opening and of its messages, in their order. */
export async function takeTraceContexts(
  store: Queryable,
  guarantee: string,
  messageNos: readonly number[],
): Promise<string[]> {
  const taken = await store.query<{ traceparent: string }>(
    `with subjects as (
       select 0 as no, $1 as subject
       union all
       select no, source || '/' || event_id from aval.inbox
        where guarantee = $1 and no = any ($2)),
     taken as (
       delete from aval.trace_context t using subjects s where t.subject = s.subject
       returning s.no, t.traceparent)
     select traceparent from taken order by no`,
    [guarantee, messageNos],
  );
  return taken.rows.map(({ traceparent }) => traceparent);
}
