import { createHash } from 'node:crypto';
import type { MessageKind } from '#domain/lifecycle/messages';
import type { Queryable } from '../queryable.js';

/** A partner's fact as it came in, verified and read by the partner's adapter. */
export interface PartnerEvent {
  readonly source: string;
  /** Unique for ever within its source. */
  readonly eventId: string;
  readonly guarantee: string;
  readonly kind: MessageKind;
  /** Value date; absent where the partner names none. */
  readonly occurredOn: string | null;
  readonly data: Record<string, unknown>;
}

/** An event that nobody can take yet: kept and shown, never dropped. */
export interface ParkedEvent {
  readonly source: string;
  readonly eventId: string;
  readonly guarantee: string | null;
  readonly kind: string;
  readonly data: Record<string, unknown>;
  readonly reason: string;
}

/**
 * How an event was taken. `conflicting`: its id is known with another content, which is parked beside it, since a
 * partner that uses an id twice may mean two facts.
 */
export type Receipt = { readonly kind: 'numbered' | 'parked' | 'duplicate' | 'conflicting' };

/**
 * Gives the event the next number of its case and keeps it; one statement, so one transaction. The case's row
 * is locked by its update, so numbers run without gaps. A known event id changes no case.
 */
export async function receiveEvent(store: Queryable, event: PartnerEvent): Promise<Receipt> {
  try {
    if (await numberEvent(store, event)) return { kind: 'numbered' };
    const parked = await parkEvent(store, { ...event, reason: 'no such guarantee' });
    return parked.kind === 'duplicate' ? await compareWithKnown(store, event) : parked;
  } catch (error) {
    // The same event came in twice at the same moment, and the other one was first.
    if (isUniqueViolation(error)) return { kind: 'duplicate' };
    throw error;
  }
}

/** A known id with the content that is known is a repetition; with another one it is parked for people to see, once. */
async function compareWithKnown(store: Queryable, event: PartnerEvent): Promise<Receipt> {
  const { source, eventId, guarantee, kind, occurredOn, data } = event;
  const content = JSON.stringify(data);
  const { rows } = await store.query<{ same: boolean }>(
    `select guarantee is not distinct from $3 and kind = $4 and data = $6::jsonb
              and (no is null or occurred_on is not distinct from $5::date) as same
       from aval.inbox where source = $1 and event_id = $2`,
    [source, eventId, guarantee, kind, occurredOn, content],
  );
  // One that was parked is kept without its day.
  const [known] = rows;
  if (known === undefined || known.same) return { kind: 'duplicate' };
  const digest = createHash('sha256').update([guarantee, kind, occurredOn, content].join('\n'));
  await parkEvent(store, {
    source,
    eventId: `${eventId}#${digest.digest('hex')}`,
    guarantee: null,
    kind,
    data: { guarantee, occurredOn, data },
    reason: `the event id ${eventId.slice(0, 255)} is known with another content`,
  });
  return { kind: 'conflicting' };
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}

async function numberEvent(store: Queryable, event: PartnerEvent): Promise<boolean> {
  const numbered = await store.query<{ no: number }>(
    `with known as (select 1 from aval.inbox where source = $1 and event_id = $2),
     numbered as (
       update aval.guarantee set last_message_no = last_message_no + 1
        where number = $3 and not exists (select 1 from known)
       returning last_message_no as no)
     insert into aval.inbox (source, event_id, guarantee, no, kind, occurred_on, data, status)
     select $1, $2, $3, no, $4, $5, $6, 'received' from numbered
     returning no`,
    [
      event.source,
      event.eventId,
      event.guarantee,
      event.kind,
      event.occurredOn,
      JSON.stringify(event.data),
    ],
  );
  return numbered.rows.length > 0;
}

/** Keeps an event that cannot be given to a case. A known event id changes nothing. */
export async function parkEvent(store: Queryable, event: ParkedEvent): Promise<Receipt> {
  const parked = await store.query(
    `insert into aval.inbox (source, event_id, guarantee, kind, data, status, reason)
     values ($1, $2, $3, $4, $5, 'parked', $6)
     on conflict (source, event_id) do nothing returning id`,
    [
      event.source,
      event.eventId,
      event.guarantee,
      event.kind,
      JSON.stringify(event.data),
      event.reason,
    ],
  );
  return { kind: parked.rows.length > 0 ? 'parked' : 'duplicate' };
}
