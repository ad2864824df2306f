/** How long a new user waits for the first guarantee that has ended: from a clone of this repository's HEAD on. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { projectFolder } from '../../../apps/cli/stack/folder.js';
import { pause } from '../../../apps/cli/stack/names.js';
import { freePorts, portCatalogue, portNames, type Ports } from '../../../apps/cli/stack/ports.js';

/** The milestones of a first start, in their order, each with the line of `npm start` that tells it. */
const milestones = [
  { name: 'clone and install', ends: 'Building …' },
  { name: 'build', ends: 'Aval is starting …' },
  { name: 'servers', ends: 'Aval is up.' },
] as const;
const patienceMs = 15 * 60_000;

/** Rows for the bench's table: seconds of each part, and in all; or how to have them measured. */
export async function firstGuaranteeRows(isAskedFor: boolean): Promise<Record<string, string>> {
  const title = 'first finished guarantee from a clone, s (goal < 180)';
  if (!isAskedFor) return { [title]: 'not measured (add --first-guarantee)' };
  const seconds = await measureFirstGuarantee();
  const total = Object.values(seconds).reduce((sum, each) => sum + each, 0);
  const rows: Record<string, string> = { [title]: total.toFixed(1) };
  for (const [name, each] of Object.entries(seconds)) rows[`  ${name}, s`] = each.toFixed(1);
  return rows;
}

/** Seconds of each part. Everything is fetched and built anew: npm's and pip's stores begin empty. */
export async function measureFirstGuarantee(): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'aval-first-'));
  const ports = await freePorts();
  const checkout = join(folder, 'aval');
  const startedAt = Date.now();
  try {
    await promisify(execFile)('git', ['clone', '--quiet', projectFolder, checkout]);
    const start = spawn('npm', ['start'], {
      cwd: checkout,
      env: newUser(folder, ports),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    try {
      return await follow(start, ports, startedAt);
    } finally {
      await stop(start, checkout);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function follow(
  start: ChildProcess,
  ports: Ports,
  startedAt: number,
): Promise<Record<string, number>> {
  const seconds: Record<string, number> = {};
  let before = startedAt;
  const passed = (name: string): void => {
    seconds[name] = (Date.now() - before) / 1000;
    before = Date.now();
  };
  const lines = linesOf(start);
  for (const { name, ends } of milestones) {
    await lines.until(ends);
    passed(name);
  }
  await untilOneHasEnded(ports, lines);
  passed('first ending');
  return seconds;
}

interface Lines {
  readonly isOver: () => boolean;
  until(beginning: string): Promise<void>;
}

/** What the start has said so far, on either of its outputs. */
function linesOf(start: ChildProcess): Lines {
  const said: string[] = [];
  for (const stream of [start.stdout, start.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', (line) => said.push(line));
  }
  const isOver = () => start.exitCode !== null || start.signalCode !== null;
  const giveUpAt = Date.now() + patienceMs;
  return {
    isOver,
    async until(beginning) {
      while (!said.some((line) => line.startsWith(beginning))) {
        if (isOver() || Date.now() > giveUpAt) {
          throw new Error(`npm start never said "${beginning}":\n${said.slice(-20).join('\n')}`);
        }
        await pause(50);
      }
    },
  };
}

async function untilOneHasEnded({ api, issuer }: Ports, { isOver }: Lines): Promise<void> {
  const token = await askForToken(`http://127.0.0.1:${issuer}/token`);
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${api}/guarantees?open=false&limit=1`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { items } = (await answer.json()) as { items?: readonly unknown[] };
    if (items !== undefined && items.length > 0) return;
    if (isOver() || Date.now() > giveUpAt) throw new Error('no guarantee has ended');
    await pause(100);
  }
}

async function askForToken(url: string): Promise<string> {
  const answer = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'urn:aval:grant:demonstration',
      client_id: 'aval-demonstration',
      username: 'operations-1',
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** Nothing of ours is set, nothing is in store; only the registries stay those that this machine is told to use. */
function newUser(folder: string, ports: Ports): NodeJS.ProcessEnv {
  const ours = /^(AVAL_|TEMPORAL_|DATABASE_|NODE_OPTIONS$|npm_(?!config_registry$))/;
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  const config = join(homedir(), '.npmrc');
  return {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(
      portNames.map((name) => [portCatalogue[name].variable, String(ports[name])]),
    ),
    ...(existsSync(config) ? { npm_config_userconfig: config } : {}),
    npm_config_cache: join(folder, 'npm'),
    PIP_CACHE_DIR: join(folder, 'pip'),
  };
}

/** As Ctrl-C does it: the pid is in `run.json`. Before there is one, npm itself is stopped. */
async function stop(start: ChildProcess, checkout: string): Promise<void> {
  const gone = new Promise<void>((resolve) => {
    if (start.exitCode !== null || start.signalCode !== null) resolve();
    else
      start.once('exit', () => {
        resolve();
      });
  });
  const file = join(checkout, '.aval/run.json');
  if (existsSync(file)) {
    const { pid } = JSON.parse(readFileSync(file, 'utf8')) as { pid: number };
    process.kill(pid, 'SIGINT');
  } else start.kill('SIGTERM');
  await gone;
}
