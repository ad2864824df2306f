import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { printTable } from './table.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const JEST = 'node_modules/jest/bin/jest.js';
const LIFE = 'test/api/mining/timeline.test.ts';

/**
 * A case's timeline as the API gives it: the test that lives a case of 24 months through 20 runs of its workflow on a
 * stack of its own prints what opening it took.
 */
export async function timeline(): Promise<void> {
  const said = await outputOf(['--selectProjects=stack', `--testPathPatterns=${LIFE}`]);
  const found = /timeline of 24 months and 20 runs: median (\d+) ms, worst (\d+) ms/.exec(said);
  if (!found) {
    console.log(`\nno timeline: the stack did not start\n${said.slice(-2000)}`);
    return;
  }
  printTable(
    'a case of 24 months and 20 runs, opened at the API 20 times (milliseconds, by the clock)',
    ['median', 'worst', 'goal'],
    [[found[1] ?? '', found[2] ?? '', '300']],
  );
}

function outputOf(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [JEST, ...args], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules' },
  });
  const pieces: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  child.stderr.on('data', (piece: Buffer) => pieces.push(piece));
  return new Promise((resolve) => {
    child.on('close', () => {
      resolve(Buffer.concat(pieces).toString());
    });
  });
}
