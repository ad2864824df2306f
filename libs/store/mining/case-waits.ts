import type { Instant, WaitOwner } from '#domain/lifecycle/agenda';
import type { Queryable } from '../queryable.js';
import { instantOf } from '../reading/guarantee-row.js';

/** One wait of a case: for what, on whom, since when, until when, and what of its timetable came to pass. */
export interface WaitView {
  readonly for: string;
  readonly on: WaitOwner;
  readonly stage: string;
  readonly since: Instant;
  /** Null while it lasts. */
  readonly until: Instant | null;
  /** The step that left another wait, or none. */
  readonly endedByStep: number | null;
  readonly dueAt: Instant | null;
  /** When a reminder was sent, the deadline passed, and the wait was escalated. */
  readonly remindedAt: Instant | null;
  readonly deadlinePassedAt: Instant | null;
  readonly escalatedAt: Instant | null;
}

type WaitRow = Pick<WaitView, 'for' | 'on' | 'stage' | 'endedByStep'> & {
  since: Date;
  until: Date | null;
  dueAt: Date | null;
  remindedAt: Date | null;
  deadlinePassedAt: Date | null;
  escalatedAt: Date | null;
};

/** Every wait of a case in its order, as its steps recorded them: over all runs of its workflow. */
export async function listWaits(store: Queryable, number: string): Promise<WaitView[]> {
  const found = await store.query<WaitRow>(waitsOfCase, [number]);
  return found.rows.map((row) => ({
    for: row.for,
    on: row.on,
    stage: row.stage,
    since: row.since.toISOString(),
    until: instantOf(row.until),
    endedByStep: row.endedByStep,
    dueAt: instantOf(row.dueAt),
    remindedAt: instantOf(row.remindedAt),
    deadlinePassedAt: instantOf(row.deadlinePassedAt),
    escalatedAt: instantOf(row.escalatedAt),
  }));
}

/** A wait begins with the step that leaves it, and lasts until the first that leaves another one or none. */
const waitsOfCase = `
  with recorded as (
    select no, (result ->> 'at')::timestamptz as at, result ->> 'place' as place, result -> 'wait' as wait,
      (result -> 'wait' ->> 'for', result -> 'wait' ->> 'since') is distinct from
        lag((result -> 'wait' ->> 'for', result -> 'wait' ->> 'since')) over steps as is_change
    from aval.step where guarantee = $1 window steps as (order by no)
  ), changes as (
    select *, lead(no) over (order by no) as next_no, lead(at) over (order by no) as until
    from recorded where is_change
  )
  select c.wait ->> 'for' as "for", c.wait ->> 'on' as "on", c.place as stage,
    (c.wait ->> 'since')::timestamptz as since, c.until, c.next_no as "endedByStep", (c.wait ->> 'dueAt')::timestamptz as "dueAt",
    said.reminded as "remindedAt", said.passed as "deadlinePassedAt", said.escalated as "escalatedAt"
  from changes c cross join lateral (
    select min(e.occurred_at) filter (where e.name = 'ReminderSent') as reminded,
      min(e.occurred_at) filter (where e.name = 'DeadlinePassed') as passed,
      min(e.occurred_at) filter (where e.name = 'WaitEscalated') as escalated
    from aval.process_event e
    where e.guarantee = $1 and e.step > c.no and (c.next_no is null or e.step <= c.next_no)
      and e.name in ('ReminderSent', 'DeadlinePassed', 'WaitEscalated') and e.activity = c.wait ->> 'for'
  ) said
  where jsonb_typeof(c.wait) = 'object'
  order by c.no`;
