/** Where the stack is that a command talks to: one that runs, or one that the command starts for itself. */
import { join } from 'node:path';
import { CommandFailure, exitCodes } from '../failure.js';
import { openStateFolder, keepSecrets, projectFolder } from '../stack/folder.js';
import { embeddedUrls } from '../stack/postgres.js';
import { readRunning, type RunFile } from '../stack/run-file.js';
import { startStack } from '../stack/stack.js';

export interface Place {
  readonly api: string;
  readonly sandbox: string;
  readonly issuer: string;
  /** The application role's database. */
  readonly database: string;
}

/** A place that is open until it is closed; closing stops what was started for it. */
export interface OpenPlace extends Place {
  close(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The stack that AVAL_API_URL and its kin name, else the one that runs in the state folder. */
export function findPlace(env: Environment): Place | null {
  const run = readRunning(join(stateFolder(env), 'run.json'));
  if (env.AVAL_API_URL !== undefined && env.AVAL_API_URL !== '') return namedPlace(env, run);
  return run === undefined ? null : placeOf(run, env);
}

/** @throws CommandFailure where no stack runs. */
export function requirePlace(env: Environment): Place {
  const place = findPlace(env);
  if (place !== null) return place;
  throw new CommandFailure(
    'no stack runs here',
    'Start one with `npm start`, or name a running one with AVAL_API_URL.',
    exitCodes.unreachable,
  );
}

/**
 * The database with the access of its tables' owner, for maintenance: the one that DATABASE_OWNER_URL names, else of the
 * stack that runs on this machine; none beside a DATABASE_URL of somebody's own.
 */
export function ownerDatabase(env: Environment): string | null {
  if (env.DATABASE_OWNER_URL !== undefined) return env.DATABASE_OWNER_URL;
  const run = readRunning(join(stateFolder(env), 'run.json'));
  if (env.DATABASE_URL !== undefined || run === undefined) return null;
  const secrets = keepSecrets(openStateFolder(stateFolder(env)).secrets);
  return embeddedUrls(run.ports.postgres, secrets).owner;
}

/** The running stack, or one of its own that ends with the command. Each step of the start goes to `say`. */
export async function openPlace(env: Environment, say: (line: string) => void): Promise<OpenPlace> {
  const place = findPlace(env);
  if (place !== null) return { ...place, close: () => Promise.resolve() };
  const stack = await startStack({ directory: stateFolder(env), env: { ...env }, log: say });
  const { api, sandbox, issuer, database } = stack.urls;
  return { api, sandbox, issuer, database, close: () => stack.stop() };
}

function namedPlace(env: Environment, run: RunFile | undefined): Place {
  const around = run === undefined ? undefined : placeOf(run, env);
  return {
    api: env.AVAL_API_URL ?? '',
    sandbox: env.AVAL_SANDBOX_URL ?? around?.sandbox ?? 'http://127.0.0.1:8810',
    issuer: env.AVAL_ISSUER_URL ?? around?.issuer ?? 'http://127.0.0.1:8820',
    database: env.DATABASE_URL ?? around?.database ?? '',
  };
}

/** A stack that is still starting has no addresses yet. */
function placeOf(run: RunFile, env: Environment): Place | null {
  const { api, sandbox, issuer } = run.urls;
  if (api === undefined || sandbox === undefined || issuer === undefined) return null;
  const secrets = keepSecrets(openStateFolder(stateFolder(env)).secrets);
  const database = env.DATABASE_URL ?? embeddedUrls(run.ports.postgres, secrets).app;
  return { api, sandbox, issuer, database };
}

function stateFolder(env: Environment): string {
  return env.AVAL_STATE_DIR ?? join(projectFolder, '.aval');
}
