import type { Instant } from '#domain/lifecycle/agenda';
import { messageStages, type MessageKind } from '#domain/lifecycle/messages';
import { receptionOf } from '#domain/lifecycle/reception';
import type { Place, Stage } from '#domain/lifecycle/stages';
import type { Queryable } from '../queryable.js';
import { instantOf } from './guarantee-row.js';

/** How far a partner's fact has come. `held`: its case has it and will take it when its stage comes. */
export const inboxStatuses = [
  'received',
  'delivered',
  'held',
  'taken',
  'refused',
  'parked',
] as const;
export type InboxStatus = (typeof inboxStatuses)[number];

/** What a partner reported of a case, and what became of it. */
export interface InboxView {
  readonly no: number;
  readonly source: string;
  readonly kind: MessageKind;
  readonly occurredOn: string | null;
  readonly status: InboxStatus;
  /** The stages that a held fact waits for; empty for every other. */
  readonly heldFor: readonly Stage[];
  readonly reason: string | null;
  readonly receivedAt: Instant;
  readonly deliveredAt: Instant | null;
}

interface InboxRow extends Omit<InboxView, 'heldFor' | 'receivedAt' | 'deliveredAt'> {
  readonly place: Place;
  readonly receivedAt: Date;
  readonly deliveredAt: Date | null;
}

/** Every fact that partners reported of a case, in the order of their numbers. */
export async function listInbox(store: Queryable, number: string): Promise<InboxView[]> {
  return read(store, number, 'true');
}

/** The facts that came before their stage: a case holds them until it gets there, or refuses them at its ending. */
export async function listHeld(store: Queryable, number: string): Promise<InboxView[]> {
  const untaken = await read(store, number, "i.status in ('received', 'delivered')");
  return untaken.filter(({ status }) => status === 'held');
}

async function read(store: Queryable, number: string, which: string): Promise<InboxView[]> {
  const found = await store.query<InboxRow>(
    `select i.no, i.source, i.kind, i.occurred_on as "occurredOn", i.status, i.reason,
            i.received_at as "receivedAt", i.delivered_at as "deliveredAt",
            coalesce(g.ending, g.stage) as place
       from aval.inbox i join aval.guarantee g on g.number = i.guarantee
      where i.guarantee = $1 and i.no is not null and ${which} order by i.no`,
    [number],
  );
  return found.rows.map(viewOf);
}

function viewOf({ place, receivedAt, deliveredAt, ...row }: InboxRow): InboxView {
  const isHeld = row.status === 'delivered' && receptionOf(place, row.kind) === 'later';
  return {
    ...row,
    status: isHeld ? 'held' : row.status,
    heldFor: isHeld ? messageStages[row.kind] : [],
    receivedAt: receivedAt.toISOString(),
    deliveredAt: instantOf(deliveredAt),
  };
}
