import type { Queryable } from '../queryable.js';

/** Who asked for what under which key, and the fingerprint of what was said. */
export interface KeyedRequest {
  readonly client: string;
  readonly key: string;
  readonly route: string;
  readonly fingerprint: string;
}

/** What a key answered the first time. */
export interface KeptAnswer {
  readonly fingerprint: string;
  readonly status: number;
  readonly response: unknown;
}

/**
 * Holds a key until the transaction ends.
 * @returns false when another request holds it: its answer is not known yet.
 */
export async function holdKey(transaction: Queryable, request: KeyedRequest): Promise<boolean> {
  const held = await transaction.query<{ held: boolean }>(
    'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as held',
    [JSON.stringify([request.client, request.route, request.key])],
  );
  return held.rows[0]?.held === true;
}

export async function findAnswer(
  transaction: Queryable,
  request: KeyedRequest,
): Promise<KeptAnswer | undefined> {
  const found = await transaction.query<KeptAnswer>(
    `select fingerprint, status, response from aval.idempotency_key
      where client = $1 and route = $2 and key = $3`,
    [request.client, request.route, request.key],
  );
  return found.rows[0];
}

/** Keeps the answer unless one is kept already, and tells which one stands. */
export async function keepFirst(
  store: Queryable,
  request: KeyedRequest,
  status: number,
  response: object,
): Promise<unknown> {
  await store.query(
    `insert into aval.idempotency_key (client, key, route, fingerprint, status, response)
     values ($1, $2, $3, $4, $5, $6) on conflict (client, route, key) do nothing`,
    valuesOf(request, status, response),
  );
  return (await findAnswer(store, request))?.response ?? response;
}

/** Keeps the answer for ever: the same key and body will be told the same again. */
export async function keepAnswer(
  transaction: Queryable,
  request: KeyedRequest,
  status: number,
  response: object,
): Promise<void> {
  await transaction.query(
    `insert into aval.idempotency_key (client, key, route, fingerprint, status, response)
     values ($1, $2, $3, $4, $5, $6)`,
    valuesOf(request, status, response),
  );
}

function valuesOf(request: KeyedRequest, status: number, response: object): unknown[] {
  const { client, key, route, fingerprint } = request;
  return [client, key, route, fingerprint, status, JSON.stringify(response)];
}
