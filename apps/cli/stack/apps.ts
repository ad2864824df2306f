import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { builtFolder, projectFolder, type Secrets, type StateFolder } from './folder.js';
import { messageOf, StackFailure, type AppName } from './names.js';
import type { Ports } from './ports.js';
import type { ServiceSpec } from './service.js';

/** Addresses of a running stack. */
export interface Urls {
  readonly api: string;
  readonly workerHealth: string;
  readonly sandbox: string;
  readonly issuer: string;
  /** Temporal's address, host and port. */
  readonly temporal: string;
  readonly temporalNamespace: string;
  /** Temporal's screen; undefined where the server is not ours or has none. */
  readonly ui: string | undefined;
  /** The application role's database. */
  readonly database: string;
  /** The migrations' database. */
  readonly databaseOwner: string;
  /** The superuser's, of our own PostgreSQL only: for tests that make databases of their own. */
  readonly databaseAdmin: string | undefined;
}

/** What our programs are told of the stack around them. */
export interface AppEnvironment {
  readonly base: NodeJS.ProcessEnv;
  readonly folder: StateFolder;
  readonly ports: Ports;
  readonly urls: Urls;
  readonly secrets: Secrets;
}

/** The environment of one of our programs. Only who needs the database is told of it. */
export function environmentOf(app: AppName, around: AppEnvironment): NodeJS.ProcessEnv {
  const { base, folder, ports, urls, secrets } = around;
  const shared = {
    ...secrets.partners,
    ...given(base, Object.keys(secrets.partners)),
    NODE_ENV: 'production',
    NODE_OPTIONS: (base.NODE_OPTIONS ?? '').replace('--experimental-vm-modules', '').trim(),
    AVAL_STATE_DIR: folder.root,
    AVAL_DEMONSTRATION: base.AVAL_DEMONSTRATION ?? 'true',
    AVAL_API_PORT: String(ports.api),
    AVAL_API_URL: urls.api,
    AVAL_WORKER_HEALTH_PORT: String(ports.workerHealth),
    AVAL_WORKER_URL: urls.workerHealth,
    AVAL_SANDBOX_PORT: String(ports.sandbox),
    AVAL_SANDBOX_URL: urls.sandbox,
    AVAL_ISSUER_PORT: String(ports.issuer),
    AVAL_ISSUER_URL: urls.issuer,
  };
  const plain = { ...base, ...shared, DATABASE_URL: undefined, DATABASE_OWNER_URL: undefined };
  if (app === 'sandbox' || app === 'issuer') return plain;
  return {
    ...plain,
    DATABASE_URL: urls.database,
    TEMPORAL_ADDRESS: urls.temporal,
    TEMPORAL_NAMESPACE: urls.temporalNamespace,
  };
}

/** Those of the named variables that the operator has set. */
const given = (env: NodeJS.ProcessEnv, names: readonly string[]): NodeJS.ProcessEnv =>
  Object.fromEntries(names.filter((name) => env[name]).map((name) => [name, env[name]]));

/** One of our own programs as a service: it runs from `dist/`. */
export function appSpec(app: AppName, around: AppEnvironment): ServiceSpec {
  const health = healthAddresses(around.urls)[app];
  return {
    name: app,
    command: process.execPath,
    args: ['--enable-source-maps', join(builtFolder, 'apps', app, 'main.js')],
    env: environmentOf(app, around),
    cwd: projectFolder,
    ipc: true,
    stopSignal: 'SIGTERM',
    logPath: around.folder.logOf(app),
    answers: () => answersWell(health),
  };
}

const healthAddresses = (urls: Urls): Readonly<Record<AppName, string>> => ({
  api: `${urls.api}/health/ready`,
  worker: `${urls.workerHealth}/health/ready`,
  sandbox: `${urls.sandbox}/health/ready`,
  issuer: `${urls.issuer}/.well-known/openid-configuration`,
});

/** True if the address answers with a 2xx. */
export async function answersWell(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

/** Brings the database's schema up to date. @throws StackFailure with what the migrations said. */
export async function migrate(around: AppEnvironment): Promise<void> {
  const env = {
    ...environmentOf('worker', around),
    DATABASE_OWNER_URL: around.urls.databaseOwner,
  };
  try {
    await promisify(execFile)(process.execPath, [join(builtFolder, 'apps/cli/migrate.js')], {
      cwd: projectFolder,
      env,
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    const said = `${stdout}${stderr}`.trim() || messageOf(error);
    throw new StackFailure(`The database could not be migrated:\n${said}`);
  }
}
