import pg from 'pg';
import { migrate } from '#store/migrate';
import { startServer } from '../postgres-server.js';

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
  const server = await startServer(settings);
  await prepare(server.url('postgres', 'postgres'));
  await migrate(server.url('aval_owner', 'bench'));
  return {
    ownerUrl: server.url('aval_owner', 'bench'),
    appUrl: server.url('aval_app', 'bench'),
    stop: () => server.stop(),
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
