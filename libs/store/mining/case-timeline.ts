import type { Instant } from '#domain/lifecycle/agenda';
import type { Queryable } from '../queryable.js';
import { listDocuments, type DocumentView } from '../reading/documents.js';
import { instantOf } from '../reading/guarantee-row.js';
import { listInbox, type InboxView } from '../reading/inbox.js';
import { listEvents, listStays, type EventView, type StayView } from '../reading/life-of-case.js';
import { listMoney, type MoneyEntry } from './case-money.js';
import { listWaits, type WaitView } from './case-waits.js';

/** A human task of a case's life. */
export interface TaskOfLife {
  readonly id: string;
  readonly kind: string;
  readonly role: string;
  readonly stage: string;
  readonly subject: string | null;
  readonly status: string;
  readonly openedAt: Instant;
  readonly dueAt: Instant | null;
  readonly claimedBy: string | null;
  readonly claimedAt: Instant | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Instant | null;
  readonly outcome: string | null;
}

/** What a person asked of a case, and how it was answered. */
export interface CommandOfLife {
  readonly id: string;
  readonly kind: string;
  readonly task: string | null;
  readonly person: string;
  readonly answer: string | null;
  readonly createdAt: Instant;
}

/** A case's whole life as it is recorded, over all runs of its workflow. */
export interface RecordedLife {
  readonly stays: readonly StayView[];
  readonly events: readonly EventView[];
  readonly waits: readonly WaitView[];
  readonly tasks: readonly TaskOfLife[];
  readonly messages: readonly InboxView[];
  readonly commands: readonly CommandOfLife[];
  readonly documents: readonly DocumentView[];
  readonly money: readonly MoneyEntry[];
}

/** No life comes near: daily events of thirty years. */
const everyEvent = 1_000_000;

/** Reads a life in eight questions at once; workflows are not asked. */
export async function readLife(store: Queryable, number: string): Promise<RecordedLife> {
  const [stays, events, waits, tasks, messages, commands, documents, money] = await Promise.all([
    listStays(store, number),
    listEvents(store, number, 0, everyEvent),
    listWaits(store, number),
    listTasksOfLife(store, number),
    listInbox(store, number),
    listCommands(store, number),
    listDocuments(store, number),
    listMoney(store, number),
  ]);
  return { stays, events, waits, tasks, messages, commands, documents, money };
}

type TaskRow = Omit<TaskOfLife, 'openedAt' | 'dueAt' | 'claimedAt' | 'decidedAt'> & {
  openedAt: Date;
  dueAt: Date | null;
  claimedAt: Date | null;
  decidedAt: Date | null;
};

async function listTasksOfLife(store: Queryable, number: string): Promise<TaskOfLife[]> {
  const found = await store.query<TaskRow>(
    `select id, kind, role, stage, subject, status, opened_at as "openedAt", due_at as "dueAt",
            claimed_by as "claimedBy", claimed_at as "claimedAt", decided_by as "decidedBy",
            decided_at as "decidedAt", outcome
       from aval.task where guarantee = $1 order by opened_at, id`,
    [number],
  );
  return found.rows.map((row) => ({
    ...row,
    openedAt: row.openedAt.toISOString(),
    dueAt: instantOf(row.dueAt),
    claimedAt: instantOf(row.claimedAt),
    decidedAt: instantOf(row.decidedAt),
  }));
}

/** Without comments: those may hold personal data. */
async function listCommands(store: Queryable, number: string): Promise<CommandOfLife[]> {
  const found = await store.query<Omit<CommandOfLife, 'createdAt'> & { createdAt: Date }>(
    `select id, kind, task, by_person as person, coalesce(answer ->> 'code', answer ->> 'kind') as answer,
            created_at as "createdAt"
       from aval.command where guarantee = $1 order by created_at, id`,
    [number],
  );
  return found.rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}
