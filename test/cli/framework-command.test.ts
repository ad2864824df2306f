import { beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programFor } from '../../apps/cli/program.js';
import { terminalOf } from '../../apps/cli/terminal.js';
import { openYuanBook, rowOf, termsFor } from '../api/filing-desk.js';
import { testStack } from '../stack/stack.js';

const book = 'cli-batches';
beforeAll(() => openYuanBook(book));

async function aval(...words: string[]): Promise<unknown> {
  const { urls } = testStack();
  const printed: string[] = [];
  const env = {
    AVAL_API_URL: urls.api,
    AVAL_SANDBOX_URL: urls.sandbox,
    AVAL_ISSUER_URL: urls.issuer,
    DATABASE_URL: urls.database,
  };
  const terminal = {
    ...terminalOf(process),
    env,
    print: (text: string) => printed.push(text),
    say: () => undefined,
  };
  await programFor(terminal).parseAsync([...words, '--json'], { from: 'user' });
  return JSON.parse(printed.join('\n'));
}

test('a framework is proposed, confirmed and filed under from the command line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aval-filing-'));
  const [terms, csv] = [join(folder, 'terms.json'), join(folder, 'rows.csv')];
  const day = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
  const year = day.slice(0, 4);
  const period = {
    lendsFrom: `${Number(year) - 1}-01-01`,
    lendsUntil: '2099-12-31',
    capUntil: '2099-12-31',
  };
  writeFileSync(terms, JSON.stringify(termsFor(book, period)));
  const good = rowOf(`cli-${Date.now()}`, { disbursedOn: day });
  const bad = rowOf('cli-bad', { disbursedOn: day, loanMinor: -1 });
  const lines = [Object.keys(good), Object.values(good), Object.values(bad)];
  writeFileSync(csv, lines.map((cells) => cells.join(',')).join('\n'));
  const { id } = (await aval('framework', 'propose', terms)) as { id: string };
  expect(await aval('framework', 'confirm', id)).toMatchObject({ status: 'inForce' });
  expect(await aval('framework', 'file', csv, '--framework', id)).toMatchObject({
    ...{ rows: 2, accepted: 1, refused: 1 },
    refusedRows: [{ line: 3, reason: 'malformed', field: 'loanMinor' }],
  });
  expect(await aval('framework', 'file', csv, '--framework', id)).toMatchObject({
    ...{ accepted: 0, known: 1, refused: 1 },
  });
  rmSync(folder, { recursive: true });
}, 300_000);
