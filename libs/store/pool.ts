import { Pool, TypeOverrides } from 'pg';
import { PreparingClient } from './preparing-client.js';

const int8Oid = 20;
const dateOid = 1082;

/** A pool under the application's role. The caller ends it. */
export function openPool(url: string, max = 16): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    types: exactTypes(),
    Client: PreparingClient,
  });
  // An idle connection that breaks is replaced by the next one; who wants to know listens as well.
  pool.on('error', () => undefined);
  // A connection that breaks while it is checked out fails its query; its own event must not end the process too.
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
  return pool;
}

/** bigint as an exact number, `date` as its text: a business date is not an instant. */
function exactTypes(): TypeOverrides {
  const overrides = new TypeOverrides();
  overrides.setTypeParser(int8Oid, exactInteger);
  overrides.setTypeParser(dateOid, (text: string) => text);
  return overrides;
}

function exactInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond exact integers`);
  return value;
}
