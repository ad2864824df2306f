import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { loadSettings } from '#config/settings';
import { openPool } from '#store/pool';
import { createApi } from './create-api.js';
import { loadPacks } from './applications/load-packs.js';

const settings = loadSettings();
const logger = pino({ name: 'api', level: settings.log.level });
const pool = openPool(settings.database.url, settings.database.poolMax);
pool.on('error', (error) => {
  logger.warn({ err: error }, 'an idle database connection was lost');
});
const connection = Connection.lazy(settings.temporal.connection);
// Nothing of OpenTelemetry is loaded while it is off.
const traces = settings.telemetry.enabled
  ? await import('./telemetry/telemetry.js').then(({ traceApi }) => traceApi(settings.telemetry))
  : undefined;
const temporal = new Client({
  connection,
  namespace: settings.temporal.namespace,
  interceptors: traces?.clientInterceptors ?? {},
});

const app = await createApi({ settings, pool, temporal, packs: loadPacks(), logger, traces });
await app.listen(settings.api.port, settings.api.host);
logger.info({ url: settings.api.url }, 'the API listens');
process.send?.({ ready: true });

let stopping: Promise<void> | undefined;
const stop = (): void => {
  stopping ??= close().catch((error: unknown) => {
    logger.error({ err: error }, 'the API did not close cleanly');
    process.exitCode = 1;
  });
};

async function close(): Promise<void> {
  await app.close();
  await connection.close();
  await traces?.stop();
  await pool.end();
  if (process.connected) process.disconnect();
}

process.once('SIGINT', stop);
process.once('SIGTERM', stop);
// Whoever started us is gone: nobody will stop us later.
process.once('disconnect', stop);
