import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { project, say } from './project.mjs';
import { run } from './run.mjs';

const rooms = ['libs', 'workflows', 'activities', 'apps'];
const dist = join(project, 'dist');
const stamp = join(dist, '.built');
const lock = join(project, '.aval/build.lock');

/** Builds if a source has changed since the last build. */
export async function ensureBuilt() {
  if (isFresh()) return;
  await withLock(async () => {
    if (isFresh()) return;
    say('Building …');
    await buildNow();
  });
}

/** Builds in any case. */
export const build = () => withLock(buildNow);

async function buildNow() {
  const digest = digestOfSources();
  const swc = join(project, 'node_modules/@swc/cli/bin/swc.js');
  const flags = ['--config-file', '.swcrc', '-d', 'dist', '--copy-files', '--quiet'];
  const code = await run(process.execPath, swc, ...flags, ...rooms);
  if (code !== 0) throw new Error(`The build failed (code ${code}). Its messages are above.`);
  removeOrphans();
  writeImportNames();
  await bundleWorkflow();
  writeFileSync(stamp, digest);
}

/** Workers start at once, and all with the same code, from a bundle that is made once. */
async function bundleWorkflow() {
  try {
    await promisify(execFile)(process.execPath, [join(dist, 'apps/worker/bundle.js')]);
  } catch (error) {
    throw new Error(`The workflow could not be bundled:\n${error.stderr}`, { cause: error });
  }
}

const isFresh = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === digestOfSources();

function digestOfSources() {
  const hash = createHash('sha256');
  const files = rooms.flatMap((room) => filesIn(join(project, room)));
  for (const path of [...files, join(project, 'package.json'), join(project, '.swcrc')].sort()) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${relative(project, path)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesIn(path);
    return [path];
  });
}

/** A source that is gone must not live on as a built file: folders of migrations are read whole. */
function removeOrphans() {
  for (const path of rooms.flatMap((room) => filesIn(join(dist, room)))) {
    const source = join(project, relative(dist, path)).replace(/\.map$/, '');
    const stem = source.replace(/\.js$/, '');
    const origins = [source, `${stem}.ts`, `${stem}.tsx`, `${stem}.mjs`];
    if (!origins.some((origin) => existsSync(origin))) rmSync(path);
  }
}

/** The built tree keeps the source tree's import names: its package.json maps `#domain/*` to `.js`. */
function writeImportNames() {
  const source = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const imports = Object.fromEntries(
    Object.entries(source.imports).map(([name, path]) => [name, path.replace(/\.ts$/, '.js')]),
  );
  const built = { type: 'module', imports };
  writeFileSync(join(dist, 'package.json'), `${JSON.stringify(built, null, 2)}\n`);
}

/** One build at a time: two commands may start at once. */
async function withLock(work) {
  mkdirSync(join(project, '.aval'), { recursive: true });
  const deadline = Date.now() + 120_000;
  while (!takeLock()) {
    if (Date.now() > deadline) throw new Error(`Another build holds ${lock}: remove it.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function takeLock() {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!isAlive(Number(readIfThere(lock)))) rmSync(lock, { force: true });
    return false;
  }
}

const readIfThere = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '0');

function isAlive(pid) {
  // A lock without a number is being written this very moment.
  if (!(pid > 0)) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
