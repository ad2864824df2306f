import type { Pool } from 'pg';
import { loadSettings } from '#config/settings';
import { openPool } from '#store/pool';

/** Opens the database that a command works on; the command ends it. */
export type Connect = () => Pool;

/** The database that the environment names. */
export const connectFromSettings: Connect = () => openPool(loadSettings().database.url, 4);

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
