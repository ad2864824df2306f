import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Urls } from './apps.js';
import { writeJson } from './folder.js';
import { pause, StackFailure, type ServiceName } from './names.js';
import type { Ports } from './ports.js';
import { identify, signal, stillRuns, type ProcessIdentity } from './processes.js';

/** What `.aval/run.json` says of the stack that runs in a state folder. It holds no passwords. */
export interface RunFile extends ProcessIdentity {
  readonly startedAt: string;
  readonly ports: Ports;
  readonly urls: Partial<
    Pick<Urls, 'api' | 'workerHealth' | 'sandbox' | 'issuer' | 'temporal' | 'ui'>
  >;
  readonly watchdog: number | undefined;
  readonly children: readonly (ProcessIdentity & { readonly name: ServiceName })[];
}

/** The stack that runs in this folder, if one does. */
export function readRunning(path: string): RunFile | undefined {
  const run = read(path);
  return run && stillRuns(run) ? run : undefined;
}

/**
 * Takes the folder for this process, and stops what a killed predecessor left behind.
 * @throws StackFailure if a stack runs there.
 */
export async function claimFolder(path: string, ports: Ports): Promise<void> {
  const running = readRunning(path);
  if (running) throw new StackFailure(describeRunning(running));
  const left = read(path);
  if (left) await stopLeftovers(left);
  rmSync(path, { force: true });
  const mine: RunFile = {
    ...ownIdentity(),
    startedAt: new Date().toISOString(),
    ports,
    urls: {},
    watchdog: undefined,
    children: [],
  };
  const draft = `${path}.${process.pid}.claim`;
  writeFileSync(draft, JSON.stringify(mine));
  try {
    // A link to a name that exists fails: of two starts at once, one wins.
    linkSync(draft, path);
  } catch {
    throw new StackFailure('Another start of Aval is under way in this folder.');
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Replaces what the file says of this process's stack. */
export function describeRun(path: string, run: Omit<RunFile, 'pid' | 'born'>): void {
  writeJson(path, { ...ownIdentity(), ...run });
}

/** Gives the folder back. */
export function releaseFolder(path: string): void {
  if (read(path)?.pid === process.pid) rmSync(path, { force: true });
}

/** One sentence on the stack that runs already, and how to stop it. */
export function describeRunning(run: RunFile): string {
  const where = run.urls.api ? ` Its API is at ${run.urls.api}.` : '';
  return (
    `Aval runs already in this folder (pid ${run.pid}, since ${run.startedAt}).${where}\n` +
    `Stop it with Ctrl-C where it was started, or with: kill ${run.pid}`
  );
}

function read(path: string): RunFile | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as RunFile;
  } catch {
    return undefined;
  }
}

const ownIdentity = (): ProcessIdentity =>
  identify(process.pid) ?? { pid: process.pid, born: undefined };

async function stopLeftovers(run: RunFile): Promise<void> {
  const children = [...run.children].reverse();
  for (const child of children) signal(child, child.name === 'postgres' ? 'SIGINT' : 'SIGTERM');
  const deadline = Date.now() + 10_000;
  while (children.some(stillRuns) && Date.now() < deadline) await pause(50);
  for (const child of children) signal(child, 'SIGKILL');
}
