import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { migrations } from './migrations/index.js';

/** The role that the application works under; it can neither rewrite nor delete events. */
const applicationRole = 'aval_app';

/**
 * Brings the database to the newest schema, as its owner. Safe to run by several processes at once:
 * an advisory lock lets one of them work.
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const source = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations,
    migrationsTableName: 'aval_migration',
    migrationsTransactionMode: 'each',
  });
  await source.initialize();
  const runner = source.createQueryRunner();
  try {
    await runner.query("select pg_advisory_lock(hashtext('aval migrations'))");
    await assertApplicationRole(runner);
    return (await source.runMigrations()).map((migration) => migration.name);
  } finally {
    await runner.query("select pg_advisory_unlock(hashtext('aval migrations'))");
    await runner.release();
    await source.destroy();
  }
}

async function assertApplicationRole(runner: {
  query(sql: string, parameters: unknown[]): Promise<unknown>;
}): Promise<void> {
  const found = await runner.query('select 1 from pg_roles where rolname = $1', [applicationRole]);
  if (Array.isArray(found) && found.length > 0) return;
  throw new Error(
    `the database has no role ${applicationRole}: create it first (create role ${applicationRole} login password '…')`,
  );
}
