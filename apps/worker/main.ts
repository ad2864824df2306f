import { loadSettings } from '#config/settings';
import type { Settings } from '#config/settings';
import { openPool } from '#store/pool';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import type { Logger } from 'pino';
import type { Pool } from 'pg';
import { connectTemporal } from './connect.js';
import { startDispatch } from './dispatch/dispatch.js';
import { startFilings } from './filings.js';
import { startFolding } from './folding.js';
import { serveHealth } from './health.js';

/** The worker process: the cases' workflows and steps, the dispatcher of inbox and outbox. Its composition root. */
async function run(settings: Settings, logger: Logger): Promise<void> {
  // The runtime would trap the signals itself; the order of closing is ours.
  Runtime.install({ shutdownSignals: [], logger: temporalLogger(logger) });
  const pool = openPool(settings.database.url, settings.database.poolMax);
  pool.on('error', (error) => {
    logger.warn({ err: error }, 'a database connection was lost');
  });
  const traces = await tracesOf(settings, pool);
  const temporal = await connectTemporal(settings, pool, traces);
  const dispatch = startDispatch({
    databaseUrl: settings.database.url,
    pool,
    client: temporal.client,
    taskQueue: settings.temporal.taskQueue,
    connectionOf: (partner) => connectionTo(settings, partner),
    logger,
    aroundDelivery: traces?.aroundDelivery,
  });
  const folding = startFolding(pool, logger);
  const filings = startFilings(pool, logger);
  const running = temporal.worker.run();
  const { healthHost, healthPort } = settings.worker;
  const health = await serveHealth(healthHost, healthPort, temporal.worker, pool);
  process.send?.({ ready: true });

  await Promise.race([askedToStop(), running]);
  folding.stop();
  await filings.stop();
  await dispatch.stop();
  if (temporal.worker.getState() === 'RUNNING') temporal.worker.shutdown();
  await running;
  health.close();
  await temporal.close();
  await traces?.stop();
  await pool.end();
}

/** Nothing of OpenTelemetry is loaded while it is off. */
async function tracesOf({ telemetry }: Settings, pool: Pool) {
  if (!telemetry.enabled) return undefined;
  const { traceWorker } = await import('./telemetry/telemetry.js');
  return traceWorker(telemetry, pool);
}

function connectionTo(settings: Settings, partner: string) {
  const known = Object.entries(settings.partners).find(([name]) => name === partner)?.[1];
  return known === undefined ? null : { baseUrl: known.url, key: known.key ?? '' };
}

/** Resolves when the process is told to end, or its parent is gone. */
function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => {
        resolve();
      });
    process.once('disconnect', () => {
      resolve();
    });
  });
}

function temporalLogger(logger: Logger): DefaultLogger {
  return new DefaultLogger('WARN', ({ level, message, meta }) => {
    logger[level === 'ERROR' ? 'error' : 'warn'](meta ?? {}, message);
  });
}

const settings = loadSettings();
const logger = pino({ level: settings.log.level, name: 'worker' });
run(settings, logger).then(
  () => process.exit(0),
  (error: unknown) => {
    logger.fatal({ err: error }, 'the worker cannot go on');
    process.exit(1);
  },
);
