import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

test('two threads give the graph and the variants that one gives, to the last bit', () => {
  const here = import.meta.dirname;
  const loader = join(here, '../../bench/typescript.mjs');
  const output = execFileSync(
    process.execPath,
    ['--no-warnings', '--import', loader, join(here, 'threads-agree.ts')],
    { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } },
  );
  expect(JSON.parse(output)).toEqual(Array(5).fill([true, true, true, true, true]));
}, 300_000);
