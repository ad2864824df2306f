/** The recorded histories: a folder a life, a file a run of its workflow, in order. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../apps/cli/stack/folder.js';

export const historiesFolder = join(projectFolder, 'test/replay/histories');

export interface RecordedRun {
  /** As `released/2`. */
  readonly name: string;
  readonly history: unknown;
}

export function recordedLifeNames(): string[] {
  return readdirSync(historiesFolder).sort();
}

export function readRuns(life: string): RecordedRun[] {
  const folder = join(historiesFolder, life);
  return readdirSync(folder)
    .sort()
    .map((file) => ({
      name: `${life}/${file.replace('.json', '')}`,
      history: JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown,
    }));
}

/** Replaces what was recorded of a life. */
export function keepRuns(life: string, runs: readonly string[]): void {
  const folder = join(historiesFolder, life);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [index, run] of runs.entries()) {
    writeFileSync(join(folder, `${index + 1}.json`), `${run}\n`);
  }
}
