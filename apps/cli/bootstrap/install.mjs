import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { project, say } from './project.mjs';
import { run } from './run.mjs';

/** Installs the packages that the lockfile names, where they are missing or others are there. */
export async function ensureInstalled() {
  const why = whyInstall();
  if (!why) return;
  if (lstatSync(join(project, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    say(`${why}; node_modules is a link to another folder, so it is left as it is.`);
    return;
  }
  say(`${why}: running npm ci (a minute or two, once) …`);
  const code = await run(...npm(), 'ci', '--include=dev', '--no-audit', '--no-fund');
  if (code !== 0) throw new Error(`npm ci failed (code ${code}). Its messages are above.`);
}

function whyInstall() {
  const lock = join(project, 'package-lock.json');
  const installed = join(project, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return 'The packages are not installed yet';
  if (statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return undefined;
  return sameVersions(lock, installed) ? undefined : 'The packages are older than the lockfile';
}

/** A fresh checkout's lockfile is newer than the packages without naming others. */
function sameVersions(lock, installed) {
  const wanted = packagesOf(lock);
  const found = packagesOf(installed);
  return Object.entries(wanted).every(
    ([name, entry]) => name === '' || entry.optional || found[name]?.version === entry.version,
  );
}

const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages ?? {};

/** The npm that runs us, else the one on the PATH. */
function npm() {
  const path = process.env.npm_execpath;
  if (path && /npm-cli\.c?js$/.test(path)) return [process.execPath, path];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}
