import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import pg from 'pg';
import type { Logger } from 'pino';
import { Courier, inboxDesk, type AroundDelivery } from './deliver-messages.js';
import { outboxDesk, Post, type ConnectionOf } from './send-orders.js';

export interface DispatchOptions {
  /** Of the application's role; one connection of its own is held for the lock and the notices. */
  readonly databaseUrl: string;
  readonly pool: pg.Pool;
  readonly client: Client;
  readonly taskQueue: string;
  readonly connectionOf: ConnectionOf;
  readonly logger: Logger;
  readonly aroundDelivery?: AroundDelivery | undefined;
  /** Cases at once, in each direction. */
  readonly width?: number;
}

export interface Dispatch {
  /** Begins nothing new, waits for what runs, and lets another process take over. */
  stop(): Promise<void>;
}

const dispatcherLock = "hashtext('aval dispatcher')";
const standbyMs = 1000;

/**
 * Delivers the inbox and sends the outbox. One process at a time does it; the others stand by and take over as
 * soon as its database connection is gone. A lost connection ends the term of office: it is sought anew.
 */
export function startDispatch(options: DispatchOptions): Dispatch {
  const stopping = new AbortController();
  const running = standForOffice(options, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function standForOffice(options: DispatchOptions, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    try {
      await serveOneTerm(options, stopping);
    } catch (error) {
      options.logger.warn({ err: error }, 'the dispatcher has lost its database and tries again');
    }
    await pause(standbyMs, undefined, { signal: stopping }).catch(() => undefined);
  }
}

async function serveOneTerm(options: DispatchOptions, stopping: AbortSignal): Promise<void> {
  const connection = new pg.Client({ connectionString: options.databaseUrl, keepAlive: true });
  const lost = new Promise<void>((resolve) => {
    connection.once('end', resolve);
    connection.on('error', (error) => {
      options.logger.warn({ err: error }, 'the dispatcher has lost its database connection');
      resolve();
    });
  });
  await connection.connect();
  try {
    const since = await takeOffice(connection);
    if (since === null) return;
    await dispatchUntil(options, connection, since, Promise.race([lost, aborted(stopping)]));
  } finally {
    await connection.end().catch(() => undefined);
  }
}

/** The database's instant from which this process alone dispatches, or nothing while another one does. */
async function takeOffice(connection: pg.Client): Promise<Date | null> {
  const taken = await connection.query<{ taken: boolean; since: Date }>(
    `select pg_try_advisory_lock(${dispatcherLock}) as taken, clock_timestamp() as since`,
  );
  const row = taken.rows[0];
  return row?.taken === true ? row.since : null;
}

async function dispatchUntil(
  options: DispatchOptions,
  connection: pg.Client,
  since: Date,
  over: Promise<void>,
): Promise<void> {
  const { pool, client, taskQueue, connectionOf, logger, width = 32 } = options;
  const courier = new Courier(client, taskQueue);
  const inbox = inboxDesk(pool, courier, logger, width, options.aroundDelivery);
  const outbox = outboxDesk(pool, new Post(pool, connectionOf, since), logger, width);
  connection.on('notification', ({ channel }) => {
    if (channel === 'aval_inbox') inbox.wake();
    else outbox.wake();
  });
  await connection.query('listen aval_inbox; listen aval_outbox');
  inbox.start();
  outbox.start();
  logger.info('dispatching inbox and outbox');
  await over;
  await Promise.all([inbox.stop(), outbox.stop()]);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}
