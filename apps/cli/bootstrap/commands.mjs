import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { project } from './project.mjs';
import { runNode } from './run.mjs';
import { runTests } from './tests.mjs';

/**
 * `start`, `test`, `build`, or `aval` with a command of the command line.
 * @param {string[]} words
 * @returns {Promise<number>} the exit code
 */
export async function bootstrap([command, ...rest]) {
  try {
    await ensureInstalled();
    switch (command) {
      case 'build':
        await build();
        return 0;
      case 'test':
        await ensureBuilt();
        return await runTests(rest);
      case 'start':
        return await runCli(['start', ...rest]);
      case 'aval':
        return await runCli(rest);
      default:
        console.error('Say start, test, build, or aval and a command of the command line.');
        return 2;
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}

async function runCli(words) {
  await ensureBuilt();
  const main = join(project, 'dist/apps/cli/main.js');
  if (!existsSync(main)) throw new Error(`The build left no ${main}.`);
  return runNode(['--enable-source-maps', main, ...words]);
}
