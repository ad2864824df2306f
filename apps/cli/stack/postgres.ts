import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync, chownSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Secrets, StateFolder } from './folder.js';
import { StackFailure, messageOf } from './names.js';
import {
  dataFolderFor,
  installedPrograms,
  postgresUser,
  programsFor,
  type PostgresPrograms,
  type PostgresUser,
} from './postgres-home.js';
import type { ServiceSpec } from './service.js';

/** The addresses of one database, by role. */
export interface DatabaseUrls {
  /** The application's role `aval_app`. */
  readonly app: string;
  /** The role `aval_owner`, which migrates. */
  readonly owner: string;
  /** The superuser of our own PostgreSQL; unknown of another's. */
  readonly admin: string | undefined;
}

const administrator = 'postgres';
const database = 'aval';

/**
 * For a machine with a few gigabytes. Nothing here trades durability for speed: `fsync` and
 * `synchronous_commit` stay on.
 */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  wal_buffers: '16MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  checkpoint_completion_target: '0.9',
  random_page_cost: '1.1',
  jit: 'off',
  max_parallel_workers_per_gather: '1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %q%u ',
  log_checkpoints: 'off',
};

/** The addresses of the embedded database at this port. */
export function embeddedUrls(port: number, secrets: Secrets): DatabaseUrls {
  const url = (role: string, password: string, name: string): string =>
    `postgresql://${role}:${password}@127.0.0.1:${port}/${name}`;
  return {
    app: url('aval_app', secrets.databaseAppPassword, database),
    owner: url('aval_owner', secrets.databaseOwnerPassword, database),
    admin: url(administrator, secrets.databaseAdminPassword, 'postgres'),
  };
}

/** Prepares the embedded PostgreSQL: its programs, its user, its data folder. */
export async function postgresSpec(
  folder: StateFolder,
  secrets: Secrets,
  port: number,
  extraSettings: Readonly<Record<string, string>> = {},
): Promise<ServiceSpec> {
  const user = postgresUser();
  const programs = programsFor(user, await installedPrograms());
  const data = dataFolderFor(user, folder.postgres);
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(programs, user, data, secrets);
  const flags = Object.entries({ ...settings, ...extraSettings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const adminUrl = embeddedUrls(port, secrets).admin ?? '';
  return {
    name: 'postgres',
    command: programs.postgres,
    args: ['-D', data, '-p', String(port), ...flags],
    env: { ...process.env, LC_ALL: 'C' },
    cwd: data,
    uid: user?.uid,
    gid: user?.gid,
    ipc: false,
    // SIGINT is the fast shutdown: sessions are ended, nothing is lost (PostgreSQL manual, 18.5).
    stopSignal: 'SIGINT',
    logPath: folder.logOf('postgres'),
    beforeStart: () => {
      clearStaleLock(data);
    },
    answers: () => answersAt(adminUrl),
  };
}

async function initialise(
  programs: PostgresPrograms,
  user: PostgresUser | undefined,
  data: string,
  secrets: Secrets,
): Promise<void> {
  const passwordFile = join(tmpdir(), `aval-${process.pid}-${Date.now()}`);
  writeFileSync(passwordFile, `${secrets.databaseAdminPassword}\n`, { mode: 0o600 });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  try {
    await promisify(execFile)(
      programs.initdb,
      [
        `--pgdata=${data}`,
        `--username=${administrator}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      { ...user, cwd: data, env: { ...process.env, LC_ALL: 'C' } },
    );
    chmodSync(data, 0o700);
  } catch (error) {
    throw new StackFailure(`PostgreSQL could not make its data folder: ${messageOf(error)}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/**
 * A killed server leaves its lock; the server clears it unless another program got the same process
 * number in the meantime, which only we can tell.
 */
function clearStaleLock(data: string): void {
  const lock = join(data, 'postmaster.pid');
  if (process.platform !== 'linux' || !existsSync(lock)) return;
  const pid = readFileSync(lock, 'utf8').split('\n')[0] ?? '';
  const commandLine = `/proc/${pid}/cmdline`;
  const holder = existsSync(commandLine) ? readFileSync(commandLine, 'utf8') : '';
  if (!holder.includes('postgres')) rmSync(lock, { force: true });
}

/** True if a session can be opened. */
export async function answersAt(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Makes the two roles and the database of Aval, where they are missing. */
export async function prepareDatabase(adminUrl: string, secrets: Secrets): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await prepareRole(client, 'aval_owner', secrets.databaseOwnerPassword);
    await prepareRole(client, 'aval_app', secrets.databaseAppPassword);
    const found = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`create database ${database} owner aval_owner`);
  } finally {
    await client.end();
  }
}

async function prepareRole(client: pg.Client, role: string, password: string): Promise<void> {
  const found = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  const secret = client.escapeLiteral(password);
  const verb = found.rowCount === 0 ? 'create' : 'alter';
  await client.query(`${verb} role ${role} login password ${secret}`);
}
