import type { Pool } from 'pg';
import { loadSettings } from '#config/settings';
import { openPool } from '#store/pool';
import { CommandFailure, exitCodes } from '../failure.js';
import { ownerDatabase, requirePlace } from '../place/place.js';
import type { Terminal } from '../terminal.js';

/** Opens the database that a command works on; the command ends it. */
export type Connect = () => Pool;

/** The database that the environment names. */
export const connectFromSettings: Connect = () => openPool(loadSettings().database.url, 4);

/** The database that DATABASE_URL names, else the one of the stack that runs. */
export const connectAt =
  ({ env }: Pick<Terminal, 'env'>): Connect =>
  () =>
    openPool(env.DATABASE_URL ?? requirePlace(env).database, 4);

/** The same database with the access of its tables' owner, for repairs. */
export const connectAsOwnerAt =
  ({ env }: Pick<Terminal, 'env'>): Connect =>
  () => {
    const url = ownerDatabase(env);
    if (url !== null) return openPool(url, 2);
    throw new CommandFailure(
      'a repair needs the access of the tables’ owner',
      'Set DATABASE_OWNER_URL, as for the migrations (docs/operating.md).',
      exitCodes.forbidden,
    );
  };

/** Runs a command's work on a database and lets it go, whatever happens. */
export async function onDatabase(
  connect: Connect,
  work: (pool: Pool) => Promise<void>,
): Promise<void> {
  const pool = connect();
  try {
    await work(pool);
  } finally {
    await pool.end();
  }
}
