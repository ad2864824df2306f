/** What a command needs of a running stack: its API, its sandbox, its people, and its database for reading. */
import { openPool } from '#store/pool';
import type { Pool } from 'pg';
import type { AvalApi } from './api/aval-api.js';
import { JsonDoor } from './api/json-door.js';
import { demonstrationPeople, type People } from './api/people.js';
import { IssuerTokens } from './api/tokens.js';
import { openPlace, requirePlace, type Place } from './place/place.js';
import type { Terminal } from './terminal.js';

export interface Session {
  readonly place: Place;
  readonly api: AvalApi;
  readonly sandbox: JsonDoor;
  readonly people: People;
  readonly database: Pool;
}

/** How long a long run waits for a part of the stack that is away. */
const patienceMs = 180_000;
const databaseConnectionsMax = 8;

/** Runs a short command against the stack that runs; what is away is told at once. */
export async function withSession<Result>(
  { env }: Terminal,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  return workAt(requirePlace(env), env, { patienceMs: 0 }, work);
}

/** Runs a long command against the stack that runs, else against one of its own that ends with it. */
export async function withStack<Result>(
  { env, say }: Terminal,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const place = await openPlace(env, say);
  try {
    return await workAt(place, env, { patienceMs }, work);
  } finally {
    await place.close();
  }
}

/** Opens doors to a place that is known. The caller's work ends before they are closed. */
export async function workAt<Result>(
  place: Place,
  env: Terminal['env'],
  options: { readonly patienceMs: number; readonly signal?: AbortSignal },
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const api = new JsonDoor({ name: 'API', url: place.api, ...options });
  const sandbox = new JsonDoor({ name: 'sandbox', url: place.sandbox, ...options });
  const issuer = new JsonDoor({ name: 'token issuer', url: place.issuer, ...options });
  const database = openPool(place.database, databaseConnectionsMax);
  // A connection that breaks while idle is replaced by the pool; the next question says what is wrong.
  database.on('error', () => undefined);
  const tokens = new IssuerTokens(issuer, env.AVAL_TOKEN);
  try {
    return await work({
      place,
      api: { door: api, tokens },
      sandbox,
      people: demonstrationPeople,
      database,
    });
  } finally {
    await Promise.all([api.close(), sandbox.close(), issuer.close(), database.end()]);
  }
}
