import { beforeAll, expect, test } from '@jest/globals';
import { keepBook } from '../../apps/cli/api/books.js';
import { programFor } from '../../apps/cli/program.js';
import { workAt } from '../../apps/cli/session.js';
import { terminalOf } from '../../apps/cli/terminal.js';
import { testStack } from '../stack/stack.js';

const book = `cli-limits-${Date.now().toString(36)}`;
beforeAll(() =>
  workAt(testStack().urls, {}, { patienceMs: 60_000 }, async ({ api, people }) => {
    const terms = { guarantor: 'Guarantor of the tests', currency: 'CNY' };
    const regime = { regime: 'decree683', timeZone: 'Asia/Shanghai' } as const;
    await keepBook(api, book, { ...terms, ...regime }, people.operations);
  }),
);

async function aval(...words: string[]): Promise<string> {
  const { urls } = testStack();
  const printed: string[] = [];
  const terminal = {
    ...terminalOf(process),
    env: {
      AVAL_API_URL: urls.api,
      AVAL_SANDBOX_URL: urls.sandbox,
      AVAL_ISSUER_URL: urls.issuer,
      DATABASE_URL: urls.database,
    },
    print: (text: string) => printed.push(text),
    say: () => undefined,
  };
  await programFor(terminal).parseAsync(words, { from: 'user' });
  return printed.join('\n');
}

const about = ['--book', book, '--as-of', '2025-12-31', '--source', 'audited accounts'];

test('a book says that its net assets are missing, until two people have given them', async () => {
  expect(await aval('limits', '--book', book)).toContain('net assets are missing');

  const data = '{"amountMinor":10000000000}';
  const proposed = await aval('limits', 'propose', 'netAssets', data, ...about, '--json');
  const { id } = JSON.parse(proposed) as { id: number };
  const own = aval(
    'limits',
    'decide',
    String(id),
    'confirmed',
    '--book',
    book,
    '--as',
    'finance-1',
  );
  await expect(own).rejects.toThrow(/makerIsChecker/);
  const decided = await aval('limits', 'decide', String(id), 'confirmed', '--book', book);
  expect(decided).toBe(`proposal ${id} (netAssets as of 2025-12-31): confirmed`);

  const told = await aval('limits', '--book', book);
  expect(told).toContain('adjusted net assets CNY 100,000,000.00 as of 2025-12-31');
  expect(told).toMatch(/leverage +国令683 art\. 15 +CNY 1,000,000,000\.00 +CNY 0\.00 +0\.0 % /);
  const [report] = (
    JSON.parse(await aval('limits', '--book', book, '--json')) as {
      books: object[];
    }
  ).books;
  expect(report).toMatchObject({ book, netAssetsMinor: 10_000_000_000, breaches: [] });
}, 120_000);

test('data that are no JSON, and a kind that there is not, are refused in words', async () => {
  const broken = aval('limits', 'propose', 'netAssets', '{amount', ...about);
  await expect(broken).rejects.toThrow('the data cannot be read: {amount');
  await expect(aval('limits', 'propose', 'goodwill', '{}', ...about)).rejects.toThrow(
    /invalidRequest/,
  );
}, 60_000);

test('a customer whom the book does not know is said not to be found', async () => {
  const asked = aval('limits', '--book', book, '--customer', 'nobody');
  await expect(asked).rejects.toThrow(/notFound/);
}, 60_000);

test('a statutory rule is shown with the rates of its own that two people gave it', async () => {
  const rates = '{"rules":{"leverage":{"warningBps":8000,"stopBps":9000}}}';
  const proposed = await aval('limits', 'propose', 'terms', rates, ...about, '--json');
  const { id } = JSON.parse(proposed) as { id: number };
  await aval('limits', 'decide', String(id), 'confirmed', '--book', book);
  expect(await aval('limits', '--book', book)).toMatch(/leverage .+ 80 % +CNY 900,000,000\.00 /);
  const unknown = '{"rules":{"controllingShareholder":{"stopBps":9000}}}';
  await expect(aval('limits', 'propose', 'terms', unknown, ...about)).rejects.toThrow();
});
