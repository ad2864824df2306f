import { randomBytes } from 'node:crypto';
import pg, { type Pool } from 'pg';
import { migrate } from '#store/migrate';
import { openPool } from '#store/pool';
import { testStack } from '../../stack/stack.js';

/** A database of a test's own, migrated, under both roles. */
export interface TestDatabase {
  readonly app: Pool;
  readonly appUrl: string;
  readonly owner: Pool;
  readonly ownerUrl: string;
  close(): Promise<void>;
}

export async function freshDatabase(): Promise<TestDatabase> {
  const { urls } = testStack();
  if (urls.databaseAdmin === undefined) throw new Error('the stack has no PostgreSQL of its own');
  const name = `ledger_${randomBytes(6).toString('hex')}`;
  await asAdmin(urls.databaseAdmin, `create database ${name} owner aval_owner`);
  const ownerUrl = inDatabase(urls.databaseOwner, name);
  const owner = openPool(ownerUrl, 4);
  await migrate(ownerUrl);
  const appUrl = inDatabase(urls.database, name);
  const app = openPool(appUrl, 16);
  const admin = urls.databaseAdmin;
  return {
    app,
    appUrl,
    owner,
    ownerUrl,
    close: async () => {
      await Promise.all([app.end(), owner.end()]);
      await asAdmin(admin, `drop database ${name} with (force)`);
    },
  };
}

function inDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}

async function asAdmin(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
