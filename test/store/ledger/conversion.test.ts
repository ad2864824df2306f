import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { booksCommand } from '../../../apps/cli/commands/books.js';
import { books } from '#store/ledger/books';
import { postFact } from '#store/ledger/post-fact';
import { openPool } from '#store/pool';
import { inTransaction } from '#store/transaction';
import { freshDatabase, type TestDatabase } from './database.js';
import { factsOf, standardTerms } from './facts.js';

let database: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), 'aval-rates-'));
beforeAll(async () => {
  database = await freshDatabase();
  const facts = [
    factsOf('Y1', 'yuan')('issued', '2026-01-01', { amountMinor: 1_001, ...standardTerms }),
    factsOf('D1', 'dollars', 'USD')('issued', '2026-01-01', {
      amountMinor: 10_001,
      ...standardTerms,
    }),
    factsOf('N1', 'yen', 'JPY')('issued', '2026-02-01', { amountMinor: 900, ...standardTerms }),
  ];
  for (const fact of facts) await inTransaction(database.app, (tx) => postFact(tx, fact));
}, 60_000);
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const rates = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const known = `date,from,to,rate,source
2025-12-31,USD,CNY,7.0288,central parity
2026-02-10,USD,CNY,7.2,central parity
2026-01-31,JPY,CNY,0.045,central parity
`;

async function printed(...words: string[]): Promise<string> {
  const lines: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((line: string) => {
    lines.push(line);
  });
  const command = booksCommand(() => openPool(database.appUrl, 2)).exitOverride();
  try {
    await command.parseAsync(words, { from: 'user' });
  } finally {
    log.mockRestore();
  }
  return lines.join('\n');
}

describe('the books of several currencies in one', () => {
  test('are summed by the latest rates on or before the day, and every rate is shown with its date', async () => {
    const query = ['--as-of', '2026-02-09', '--in', 'CNY', '--rates', rates('known.csv', known)];
    const told = JSON.parse(await printed(...query, '--json')) as Record<string, unknown>;
    const plain = await books(database.app, { asOf: '2026-02-09' });
    expect(told).toMatchObject(JSON.parse(JSON.stringify(plain)) as object);
    // 100.01 USD × 7.0288 = 702.95… CNY; 900 JPY × 0.045 = 40.50 CNY.
    expect(told['converted']).toMatchObject({
      currency: 'CNY',
      on: '2026-02-09',
      rates: {
        USD: { date: '2025-12-31', rate: '7.0288', source: 'central parity' },
        JPY: { date: '2026-01-31', rate: '0.045', source: 'central parity' },
      },
      figures: { issuedMinor: 1_001 + 70_295 + 4_050, recoveredMinor: 0 },
    });
    const text = await printed(...query);
    expect(text).toContain('All in CNY, by the latest rates on or before 2026-02-09');
    expect(text).toContain('1 USD = 7.0288 CNY on 2025-12-31 (central parity)');
    expect(text).toMatch(/issued +753\.46\n/);
  });

  test('are shown in any of them, the shares borne too, by rates told as JSON', async () => {
    const given = JSON.stringify([
      { date: '2026-01-01', from: 'CNY', to: 'USD', rate: '0.14' },
      { date: '2026-01-01', from: 'JPY', to: 'USD', rate: '0.0064' },
    ]);
    const query = ['--as-of', '2026-12-31', '--in', 'USD', '--rates', rates('rates.json', given)];
    const { converted } = JSON.parse(await printed(...query, '--json')) as {
      converted: { rates: object; figures: { issuedMinor: number; sharers: object } };
    };
    expect(Object.keys(converted.rates)).toEqual(['CNY', 'JPY']);
    expect(converted.figures.issuedMinor).toBe(10_001 + 140 + 576);
    // Of 1001, 10001 and 900 half is 501, 5001 and 450: rounded as booked, then converted.
    expect(converted.figures.sharers).toMatchObject({
      guarantor: { issuedMinor: 5_001 + 70 + 288 },
    });
  });

  test('are refused without a rate of the pair: it names pair and day, and what to do', async () => {
    const file = rates('known.csv', known);
    const early = printed('--as-of', '2026-01-15', '--in', 'USD', '--rates', file);
    await expect(early).rejects.toThrow('no rate from CNY to USD on or before 2026-01-15 is given');
    await expect(early).rejects.toMatchObject({
      exitCode: 2,
      whatToDo: expect.stringContaining('2026-01-15,CNY,USD,'),
    });
    const before = printed('--as-of', '2025-12-30', '--in', 'CNY', '--rates', file);
    expect(await before).toContain('Nothing is booked.');
  });

  test('need a currency and a file that holds rates', async () => {
    await expect(printed('--in', 'CNY')).rejects.toThrow('needs both --in and --rates');
    const floats = rates(
      'floats.json',
      '[{"date":"2026-01-01","from":"USD","to":"CNY","rate":7.1}]',
    );
    await expect(printed('--in', 'CNY', '--rates', floats)).rejects.toThrow('rate must be a text');
  });
});
