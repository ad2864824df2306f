import type { Instant } from '#domain/lifecycle/agenda';
import type { Carried } from '#domain/lifecycle/opening';
import type { Queryable } from '../queryable.js';

/** A process event as the log keeps it. */
export interface EventView {
  readonly no: number;
  readonly step: number;
  readonly name: string;
  readonly activity: string;
  readonly transition: string;
  readonly stage: string;
  readonly resource: string | null;
  readonly role: string | null;
  readonly occurredAt: Instant;
  readonly businessDate: string;
  readonly recordedAt: Instant;
  readonly attempt: number;
  readonly data: Record<string, unknown>;
}

export interface FactView {
  readonly no: number;
  readonly kind: string;
  readonly subject: string | null;
  readonly businessDate: string;
  readonly occurredAt: Instant;
  readonly data: Record<string, unknown>;
}

/** A stay in one place: when it was entered and left, and how much of it was waiting and work. */
export interface StayView {
  readonly no: number;
  readonly from: string;
  readonly to: string;
  readonly enteredAt: Instant;
  readonly leftAt: Instant;
  readonly waitedMs: number;
  readonly workedMs: number;
}

type Dated<View, Field extends keyof View> = Omit<View, Field> & Record<Field, Date>;

/** Events in their order, after the number `after`. */
export async function listEvents(
  store: Queryable,
  number: string,
  after: number,
  limit: number,
): Promise<EventView[]> {
  const found = await store.query<Dated<EventView, 'occurredAt' | 'recordedAt'>>(
    `select no, step, name, activity, transition, stage, resource, role, occurred_at as "occurredAt",
            business_date as "businessDate", recorded_at as "recordedAt", attempt, data
       from aval.process_event where guarantee = $1 and no > $2 order by no limit $3`,
    [number, after, limit],
  );
  return found.rows.map((row) => ({
    ...row,
    occurredAt: row.occurredAt.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
  }));
}

/** What was found, decided, promised or reported, in its order. */
export async function listFacts(
  store: Queryable,
  number: string,
  after: number,
  limit: number,
): Promise<FactView[]> {
  const found = await store.query<Dated<FactView, 'occurredAt'>>(
    `select no, kind, subject, business_date as "businessDate", occurred_at as "occurredAt", data
       from aval.fact where guarantee = $1 and no > $2 order by no limit $3`,
    [number, after, limit],
  );
  return found.rows.map((row) => ({ ...row, occurredAt: row.occurredAt.toISOString() }));
}

/** Every change of place so far. */
export async function listStays(store: Queryable, number: string): Promise<StayView[]> {
  const found = await store.query<Dated<StayView, 'enteredAt' | 'leftAt'>>(
    `select no, from_place as "from", to_place as "to", entered_at as "enteredAt", left_at as "leftAt",
            waited_ms as "waitedMs", worked_ms as "workedMs"
       from aval.edge_fact where guarantee = $1 order by no`,
    [number],
  );
  return found.rows.map((row) => ({
    ...row,
    enteredAt: row.enteredAt.toISOString(),
    leftAt: row.leftAt.toISOString(),
  }));
}

/** Where an ended case left off, as its workflow handed it over. */
export async function findCarried(store: Queryable, number: string): Promise<Carried | null> {
  const found = await store.query<{ carried: Carried | null }>(
    'select carried from aval.guarantee where number = $1',
    [number],
  );
  return found.rows[0]?.carried ?? null;
}
