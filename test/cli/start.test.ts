import { afterAll, describe, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../apps/cli/stack/folder.js';
import { pause } from '../../apps/cli/stack/names.js';
import { removeStateFolder } from '../../apps/cli/stack/postgres-home.js';
import { freePorts } from '../../apps/cli/stack/ports.js';
import { identify, stillRuns, type ProcessIdentity } from '../../apps/cli/stack/processes.js';
import { readRunning } from '../../apps/cli/stack/run-file.js';
import { testStack } from '../stack/stack.js';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) removeStateFolder(folder);
});

const newFolder = (): string => {
  mkdirSync(join(projectFolder, '.aval'), { recursive: true });
  const folder = mkdtempSync(join(projectFolder, '.aval/test-'));
  folders.push(folder);
  return folder;
};

/** As `npm start` does it: a shell, the starter, and `aval start` below. */
async function startBelowShell(directory: string): Promise<ChildProcess> {
  const dist = (path: string): string => JSON.stringify(join(projectFolder, 'dist/apps/cli', path));
  writeFileSync(
    join(directory, 'main.mjs'),
    `import { startCommand } from ${dist('commands/start.js')};
     await startCommand().parseAsync(process.argv);`,
  );
  writeFileSync(
    join(directory, 'starter.mjs'),
    `import { runNode } from ${JSON.stringify(join(projectFolder, 'apps/cli/bootstrap/run.mjs'))};
     process.exitCode = await runNode(process.argv.slice(2));`,
  );
  const ports = await freePorts();
  const words = [
    ...[process.execPath, join(directory, 'starter.mjs'), join(directory, 'main.mjs')],
    ...['--only', 'postgres,temporal', '--directory', directory],
    ...['--postgres-port', String(ports.postgres), '--temporal-port', String(ports.temporal)],
    ...['--temporal-ui-port', String(ports.temporalUi)],
  ];
  // The shell must stay above the starter, as npm's does: so it has something left to do afterwards.
  return spawn('/bin/sh', ['-c', `${words.join(' ')}; code=$?; exit $code`], {
    env: {
      PATH: process.env.PATH,
      TEMPORAL_CONFIG_FILE: join(testStack().directory, 'temporal.toml'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const until = async (isSo: () => boolean): Promise<boolean> => {
  const deadline = Date.now() + 40_000;
  while (!isSo() && Date.now() < deadline) await pause(50);
  return isSo();
};

/** Waits until all is up; answers what was said, and every process below the starter. */
async function whenUp(shell: ChildProcess, directory: string): Promise<ProcessIdentity[]> {
  let said = '';
  shell.stdout?.on('data', (text: Buffer) => (said += text.toString()));
  shell.stderr?.on('data', (text: Buffer) => (said += text.toString()));
  if (!(await until(() => said.includes('Aval is up')))) throw new Error(said);
  const run = readRunning(join(directory, 'run.json'));
  const pids = [run?.pid, run?.watchdog, ...(run?.children ?? []).map(({ pid }) => pid)];
  return pids.flatMap((pid) => (pid === undefined ? [] : (identify(pid) ?? [])));
}

describe('npm start', () => {
  test('stops everything at Ctrl-C, leaves nothing running, and ends well', async () => {
    const directory = newFolder();
    const shell = await startBelowShell(directory);
    const processes = await whenUp(shell, directory);
    expect(processes).toHaveLength(4);
    process.kill(processes[0]?.pid ?? 0, 'SIGINT');
    expect(await once(shell, 'exit')).toEqual([0, null]);
    expect(processes.filter(stillRuns)).toEqual([]);
    expect(existsSync(join(directory, 'run.json'))).toBe(false);
  }, 90_000);

  test('stops everything when npm and its shell are killed and only the starter is left', async () => {
    const directory = newFolder();
    const shell = await startBelowShell(directory);
    const processes = await whenUp(shell, directory);
    shell.kill('SIGKILL');
    expect(await until(() => !processes.some(stillRuns))).toBe(true);
    expect(existsSync(join(directory, 'run.json'))).toBe(false);
  }, 90_000);

  test('goes on with the state of the last start', async () => {
    const directory = newFolder();
    for (const round of [1, 2]) {
      const shell = await startBelowShell(directory);
      const processes = await whenUp(shell, directory);
      expect([round, processes.length]).toEqual([round, 4]);
      process.kill(processes[0]?.pid ?? 0, 'SIGTERM');
      expect(await once(shell, 'exit')).toEqual([0, null]);
    }
  }, 120_000);
});
