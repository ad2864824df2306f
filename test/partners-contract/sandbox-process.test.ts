import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { PartnerConnection } from '#partners/ports';
import {
  adapterNamed,
  openEngine,
  orderOf,
  sandboxEnvironment,
  type EngineStandIn,
} from './stand.js';

let built: string;
let engine: EngineStandIn;
let stateDir: string;
let running: ChildProcess[] = [];

beforeAll(async () => {
  built = buildSandbox();
  engine = await openEngine();
}, 60_000);
afterAll(async () => {
  await engine.close();
  rmSync(built, { recursive: true });
});
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'aval-sandbox-'));
});
afterEach(async () => {
  for (const child of running) await end(child, 'SIGKILL');
  running = [];
  rmSync(stateDir, { recursive: true });
});

const logFile = () => join(stateDir, 'sandbox', 'log.jsonl');
const payment = (amountMinor: number) =>
  orderOf({
    partner: 'bank',
    kind: 'payment',
    payload: { claim: 'C-1', amountMinor, currency: 'CNY' },
  });

test('a bank killed in the midst of a hundred payments executes each once', async () => {
  const first = await startSandbox();
  const orders = Array.from({ length: 100 }, (_, no) => payment(1_000 + no));
  const deliveries: string[] = [];
  const waiting = [...orders];
  // Thirty are under way at any time, so that the kill finds some answered, some under way and
  // some unsent, however fast the bank is.
  const sender = async () => {
    for (let order = waiting.shift(); order; order = waiting.shift()) {
      const { kind } = await adapterNamed('bank').send(order, first.connection);
      deliveries.push(kind);
      if (deliveries.length === 20) await end(first.child, 'SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: 30 }, sender));
  expect(deliveries).toHaveLength(100);
  expect(new Set(deliveries)).toEqual(new Set(['accepted', 'unknown']));

  const second = await startSandbox();
  const again = await Promise.all(
    orders.map((order) => adapterNamed('bank').send({ ...order, attempt: 2 }, second.connection)),
  );
  expect(new Set(again.map(({ kind }) => kind))).toEqual(new Set(['accepted']));
  expect(paid().sort()).toEqual(orders.map(({ reference }) => reference).sort());
  const settled = new Set(engine.told.map(({ guarantee }) => guarantee));
  expect(orders.every(({ guarantee }) => settled.has(guarantee))).toBe(true);
}, 60_000);

test('a last line left unfinished is cut off, and nothing before it is lost', async () => {
  const order = payment(2_000);
  const first = await startSandbox();
  await adapterNamed('bank').send(order, first.connection);
  await end(first.child, 'SIGKILL');
  appendFileSync(logFile(), '{"kind":"payment","reference":"P-half');
  const second = await startSandbox();
  await adapterNamed('bank').send({ ...order, attempt: 2 }, second.connection);
  expect(paid()).toEqual([order.reference]);
}, 60_000);

test('it ends cleanly on SIGTERM and when its parent lets go of it', async () => {
  const told = await startSandbox();
  expect(await end(told.child, 'SIGTERM')).toEqual([0, null]);
  const left = await startSandbox();
  const exited = once(left.child, 'exit');
  left.child.disconnect();
  expect(await exited).toEqual([0, null]);
}, 60_000);

test('a wrong setting stops the start and is named', async () => {
  const child = launch({ AVAL_SANDBOX_PORT: 'x', AVAL_WEBHOOK_SECRET_BANK: 'whsec_short' });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(errors).toContain('AVAL_SANDBOX_PORT');
  expect(errors).toContain('AVAL_WEBHOOK_SECRET_BANK');
  expect(errors).not.toContain('whsec_short');
}, 60_000);

/** References of the payments in the bank's own log. */
function paid(): string[] {
  const lines = readFileSync(logFile(), 'utf8').trimEnd().split('\n');
  const entries = lines.map((line) => JSON.parse(line) as { kind: string; reference: string });
  return entries.filter(({ kind }) => kind === 'payment').map(({ reference }) => reference);
}

async function startSandbox(): Promise<{ child: ChildProcess; connection: PartnerConnection }> {
  const child = launch({});
  const [message] = (await once(child, 'message')) as [{ ready: boolean; url: string }];
  expect(message.ready).toBe(true);
  return { child, connection: { baseUrl: message.url, key: 'key-of-BANK', timeoutMs: 8_000 } };
}

function launch(environment: Record<string, string>): ChildProcess {
  const child = fork(join(built, 'dist/apps/sandbox/main.js'), {
    env: { ...sandboxEnvironment(engine.url, stateDir), ...environment },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  running.push(child);
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<unknown> {
  if (child.exitCode !== null || child.signalCode !== null) return undefined;
  const exited = once(child, 'exit');
  child.kill(signal);
  return exited;
}

/** The sandbox as it is built to run, in a folder of its own. */
function buildSandbox(): string {
  const root = resolve('.');
  const folder = mkdtempSync(join(tmpdir(), 'aval-sandbox-built-'));
  const swc = join(root, 'node_modules/@swc/cli/bin/swc.js');
  const rooms = ['libs/partners', 'apps/sandbox'];
  const flags = ['--config-file', '.swcrc', '--quiet', '-d', join(folder, 'dist')];
  execFileSync(process.execPath, [swc, ...flags, ...rooms], { cwd: root, stdio: 'pipe' });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const imports = { '#partners/*': './libs/partners/*.js' };
  writeFileSync(join(folder, 'dist/package.json'), JSON.stringify({ type: 'module', imports }));
  return folder;
}
