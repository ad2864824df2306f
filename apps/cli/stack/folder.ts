import { partnerTags } from '#config/schema';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout that this program belongs to, whether it runs from its sources or from `dist/`. */
export const projectFolder = findProject(dirname(fileURLToPath(import.meta.url)));

/** Where the built programs are. */
export const builtFolder = join(projectFolder, 'dist');

/** Where downloaded programs are kept, for all stacks of this checkout. */
export const programFolder = join(projectFolder, '.aval', 'bin');

function findProject(from: string): string {
  if (existsSync(join(from, 'package-lock.json'))) return from;
  const parent = dirname(from);
  return parent === from ? process.cwd() : findProject(parent);
}

/** The files of one stack's state. */
export interface StateFolder {
  readonly root: string;
  readonly logs: string;
  readonly postgres: string;
  readonly temporalDatabase: string;
  readonly secrets: string;
  readonly run: string;
  logOf(name: string): string;
}

/** Makes a stack's state folder where it is missing, and names its files. */
export function openStateFolder(directory: string): StateFolder {
  const root = resolve(directory);
  const logs = join(root, 'logs');
  mkdirSync(logs, { recursive: true });
  return {
    root,
    logs,
    postgres: join(root, 'postgres'),
    temporalDatabase: join(root, 'temporal.db'),
    secrets: join(root, 'secrets.json'),
    run: join(root, 'run.json'),
    logOf: (name) => join(logs, `${name}.log`),
  };
}

/** Writes a JSON file so that a reader sees the old one or the new one, never half of one. */
export function writeJson(path: string, value: unknown, mode = 0o644): void {
  const draft = `${path}.${process.pid}.draft`;
  writeFileSync(draft, JSON.stringify(value, null, 2) + '\n', { mode });
  chmodSync(draft, mode);
  renameSync(draft, path);
}

/** What only this installation knows. Made once per state folder. */
export interface Secrets {
  readonly databaseAdminPassword: string;
  readonly databaseOwnerPassword: string;
  readonly databaseAppPassword: string;
  /** Of each partner, by the name of its variable (AVAL_WEBHOOK_SECRET_BANK, AVAL_PARTNER_KEY_BANK, …). */
  readonly partners: Readonly<Record<string, string>>;
}

/** Reads the folder's secrets, making those that are missing. Only the owner may read the file. */
export function keepSecrets(path: string): Secrets {
  const known: Partial<Secrets> = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<Secrets>)
    : {};
  const secrets: Secrets = {
    databaseAdminPassword: known.databaseAdminPassword ?? newPassword(),
    databaseOwnerPassword: known.databaseOwnerPassword ?? newPassword(),
    databaseAppPassword: known.databaseAppPassword ?? newPassword(),
    partners: { ...newPartnerSecrets(), ...known.partners },
  };
  writeJson(path, secrets, 0o600);
  return secrets;
}

const newPassword = (): string => randomBytes(24).toString('base64url');

const newPartnerSecrets = (): Record<string, string> =>
  Object.fromEntries(
    Object.values(partnerTags).flatMap((tag) => [
      [`AVAL_WEBHOOK_SECRET_${tag}`, `whsec_${randomBytes(24).toString('base64')}`],
      [`AVAL_PARTNER_KEY_${tag}`, newPassword()],
    ]),
  );

/** The last lines of a log file, to say why a process died, with the line that began its last crash. */
export function lastLines(path: string, count = 12): string[] {
  if (!existsSync(path)) return [];
  const text = readFileSync(path, 'utf8').slice(-32_768).trimEnd();
  const lines = text === '' ? [] : text.split('\n');
  const crash = lines.findLastIndex((line) => /^(panic|fatal error):/.test(line));
  const earlier = crash >= 0 && crash < lines.length - count ? lines.slice(crash, crash + 1) : [];
  return [...earlier, ...lines.slice(-count)];
}
