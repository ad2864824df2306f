import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the public logs, or undefined where this machine has none: tests on it are then skipped, and say so. */
export const sharedData: string | undefined = findSharedData();

function findSharedData(): string | undefined {
  const named = process.env['AVAL_SHARED_DATA'];
  if (named !== undefined) return named;
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const candidate = join(folder, 'shared', 'data');
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}
