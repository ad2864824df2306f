/**
 * One statement writes all that a step leaves: step, events, edges, facts, orders and the case's row.
 * $1 case, $2 step, $3 step name, $4 outcome, $5 instant, $6 events, $7 edges, $8 facts, $9 orders, $10 case row.
 */
export const writeStep = `
  with step as (
    insert into aval.step (guarantee, no, name, result) values ($1, $2, $3, $4)
  ), events as (
    insert into aval.process_event (guarantee, no, step, name, activity, transition, stage, resource, role,
      occurred_at, business_date, attempt, data)
    select $1, e.no, $2, e.name, e.activity, e.transition, e.stage, e.resource, e.role, $5::timestamptz,
      e."businessDate", e.attempt, e.data
    from jsonb_to_recordset($6::jsonb) as e(no int, name text, activity text, transition text, stage text,
      resource text, role text, "businessDate" date, attempt int, data jsonb)
  ), edges as (
    insert into aval.edge_fact (guarantee, no, book, product, from_place, to_place, entered_at, left_at,
      waited_ms, worked_ms)
    select $1, e.no, g.book, g.product, e."from", e."to", e."enteredAt", $5::timestamptz,
      greatest(0, span.ms - worked.ms), worked.ms
    from jsonb_to_recordset($7::jsonb) as e(no int, "from" text, "to" text, "enteredAt" timestamptz)
    join aval.guarantee g on g.number = $1
    cross join lateral (
      select round(extract(epoch from $5::timestamptz - e."enteredAt") * 1000)::bigint as ms
    ) span
    cross join lateral (
      select least(span.ms, coalesce(sum(
        round(extract(epoch from t.decided_at - t.claimed_at) * 1000)), 0))::bigint as ms
      from aval.task t
      where t.guarantee = $1 and t.stage = e."from" and t.opened_at >= e."enteredAt"
        and t.decided_at is not null and t.claimed_at is not null
    ) worked
  ), facts as (
    insert into aval.fact (guarantee, no, step, kind, subject, business_date, occurred_at, data)
    select $1, f.no, $2, f.kind, f.subject, f."businessDate", $5::timestamptz, f.data
    from jsonb_to_recordset($8::jsonb) as f(no int, kind text, subject text, "businessDate" date, data jsonb)
  ), orders as (
    insert into aval.outbox (partner, kind, reference, guarantee, step, payload)
    select o.partner, o.kind, o.reference, $1, $2, o.payload
    from jsonb_to_recordset($9::jsonb) as o(partner text, kind text, reference text, payload jsonb)
    returning pg_notify('aval_outbox', $1)
  )
  update aval.guarantee g set
    stage = r.stage, ending = r.ending, ending_reason = r."endingReason", waiting_for = r."waitingFor",
    waiting_on = r."waitingOn", waiting_since = r."waitingSince", due_at = r."dueAt", next_due_at = r."nextDueAt",
    stage_entered_at = r."stageEnteredAt", maturity_on = r."maturityOn", issued_on = r."issuedOn",
    ended_on = r."endedOn", product_key = r."productKey", grade = r.grade, classification = r.classification, carried = r.carried,
    clock_at = $5::timestamptz, last_event_no = r."lastEventNo", version = version + 1,
    updated_at = clock_timestamp()
  from jsonb_to_record($10::jsonb) as r(stage text, ending text, "endingReason" text, "waitingFor" text,
    "waitingOn" text, "waitingSince" timestamptz, "dueAt" timestamptz, "nextDueAt" timestamptz, "stageEnteredAt" timestamptz,
    "maturityOn" date, "issuedOn" date, "endedOn" date, "productKey" text, grade text, classification text, carried jsonb,
    "lastEventNo" int)
  where g.number = $1`;
