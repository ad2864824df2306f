import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { project } from './project.mjs';
import { runNode } from './run.mjs';

/** Runs every level of tests and closes with one line of counts. @returns the exit code */
export async function runTests(words) {
  const results = join(project, '.aval', `test-results-${process.pid}.json`);
  mkdirSync(join(project, '.aval'), { recursive: true });
  try {
    const code = await runNode([
      '--experimental-vm-modules',
      '--no-warnings=ExperimentalWarning',
      join(project, 'node_modules/jest/bin/jest.js'),
      '--json',
      `--outputFile=${results}`,
      ...words,
    ]);
    const counts = countsOf(results);
    console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
    return code === 0 && counts.failed > 0 ? 1 : code;
  } finally {
    rmSync(results, { force: true });
  }
}

/** A test file that could not run at all counts as one failure; so does a run without results. */
function countsOf(path) {
  if (!existsSync(path)) return { passed: 0, failed: 1, skipped: 0 };
  const results = JSON.parse(readFileSync(path, 'utf8'));
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}
