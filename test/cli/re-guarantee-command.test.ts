import { beforeAll, expect, test } from '@jest/globals';
import { programFor } from '../../apps/cli/program.js';
import { terminalOf } from '../../apps/cli/terminal.js';
import { confirmed, fileAll, openYuanBook, rowOf } from '../api/filing-desk.js';
import { testStack } from '../stack/stack.js';
import { until } from '../stack/until.js';

const book = `cli-re-guarantee-${Date.now().toString(36)}`;
beforeAll(() => openYuanBook(book));

async function aval(...words: string[]): Promise<string> {
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
  await programFor(terminal).parseAsync(words, { from: 'user' });
  return printed.join('\n');
}

test('what is owed to re-guarantors is told by party, and settled by the month by finance alone', async () => {
  expect(await aval('re-guarantee', 'accounts', book)).toContain('has ceded no premium');
  expect(await aval('re-guarantee', 'settle', book, '2024-06')).toContain('no account is open');

  const framework = await confirmed(book);
  const { progress } = await fileAll(framework, [rowOf(`ceded-${Date.now().toString(36)}`)]);
  expect(progress).toMatchObject({ accepted: 1 });
  await until(
    'the premium ceded is owed',
    () => aval('re-guarantee', 'accounts', book),
    (told) => /nationalFund +CNY 40\.00 +CNY 40\.00 +CNY 0\.00 +1/.test(told),
  );

  const officer = aval('re-guarantee', 'settle', book, '2024-06', '--as', 'officer-1');
  await expect(officer).rejects.toThrow();
  const settled = await aval('re-guarantee', 'settle', book, '2024-06', '--json');
  expect(JSON.parse(settled)).toEqual({ month: '2024-06', guarantees: 1 });
  await until(
    'the bank has paid the re-guarantors',
    async () => JSON.parse(await aval('re-guarantee', 'accounts', book, '--json')) as Accounts,
    ({ items }) => items.length > 0 && items.every(({ payableMinor }) => payableMinor === 0),
  );
}, 300_000);

interface Accounts {
  readonly items: readonly { payableMinor: number }[];
}

test('a month that is none, or a book that nobody knows, is said so', async () => {
  await expect(aval('re-guarantee', 'settle', book, '2024-13')).rejects.toThrow(/2026-11/);
  await expect(aval('re-guarantee', 'accounts', 'no-such-book')).rejects.toThrow(/notFound/);
});
