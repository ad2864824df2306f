import { pino } from 'pino';
import { createIssuer } from './issuer.js';
import { loadKeys } from './keys.js';
import { machines } from './people.js';
import { loadIssuerSettings } from './settings.js';

const settings = loadIssuerSettings();
const logger = pino({ name: 'issuer', level: settings.AVAL_LOG_LEVEL });
const url = settings.AVAL_ISSUER_URL;
const keys = await loadKeys(settings.AVAL_STATE_DIR, [...machines.keys()]);
const issuer = createIssuer(url, settings.AVAL_AUDIENCE, keys);
issuer.on('server_error', (_context, error) => {
  logger.error({ err: error }, 'the issuer has failed');
});

const server = issuer.listen(settings.AVAL_ISSUER_PORT, settings.AVAL_ISSUER_HOST, () => {
  logger.info({ url, clientSecretsIn: keys.path }, 'the issuer listens');
  process.send?.({ ready: true });
});

function stop(): void {
  server.close();
  server.closeAllConnections();
  if (process.connected) process.disconnect();
}

process.once('SIGINT', stop);
process.once('SIGTERM', stop);
// Whoever started us is gone: nobody will stop us later.
process.once('disconnect', stop);
