import { describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from '../../apps/cli/stack/folder.js';

const rooms = [
  'workflows',
  'activities',
  ...['domain', 'products', 'partners', 'store', 'mining', 'config'].map((room) => `libs/${room}`),
  ...['api', 'worker', 'sandbox', 'issuer', 'cli'].map((room) => `apps/${room}`),
  'test',
];

describe('the house', () => {
  test.each(rooms)('the room %s says in a few lines what it is for', (room) => {
    const page = join(projectFolder, room, 'README.md');
    expect(existsSync(page)).toBe(true);
    const lines = readFileSync(page, 'utf8').trim().split('\n');
    expect(lines[0]).toMatch(/^# \S/);
    expect(lines.length).toBeGreaterThanOrEqual(5);
    expect(lines.length).toBeLessThanOrEqual(60);
  });

  test('no room imports what it may not, in no circle, and no file is left alone', async () => {
    const cruiser = join(
      projectFolder,
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    );
    const words = ['--config', '.dependency-cruiser.cjs', '--output-type', 'err'];
    const cruise = promisify(execFile)(
      process.execPath,
      [cruiser, ...words, 'apps', 'workflows', 'activities', 'libs'],
      { cwd: projectFolder },
    );
    const found = await cruise.catch((error: unknown) => error as { stdout: string });
    expect(found.stdout).toMatch(/no dependency violations found/);
  }, 240_000);
});
