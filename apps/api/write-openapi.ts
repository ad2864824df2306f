import { writeFile } from 'node:fs/promises';
import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { format, resolveConfig } from 'prettier';
import { loadSettings } from '#config/settings';
import { openPool } from '#store/pool';
import { loadPacks } from './applications/load-packs.js';
import { createApi } from './create-api.js';
import { openApiDocument } from './reference/open-api-document.js';

/** Rewrites the committed OpenAPI document (`npm run openapi`); it connects to nothing. */
const path = 'apps/api/openapi.json';
const app = await createApi({
  settings: loadSettings({ DATABASE_URL: 'postgresql://nobody@127.0.0.1/nothing' }),
  pool: openPool('postgresql://nobody@127.0.0.1/nothing'),
  temporal: new Client({ connection: Connection.lazy() }),
  packs: loadPacks(),
  logger: pino({ level: 'silent' }),
});
const document = JSON.stringify(openApiDocument(app));
await writeFile(path, await format(document, { ...(await resolveConfig(path)), parser: 'json' }));
await app.close();
