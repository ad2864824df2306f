import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Command } from 'commander';
import { parse } from 'csv-parse/sync';
import { booksCommand } from '../../../apps/cli/commands/books.js';
import { exportPostingsCommand, harmless } from '../../../apps/cli/commands/export-postings.js';
import { ledgerCommand } from '../../../apps/cli/commands/ledger.js';
import { openPool } from '#store/pool';
import { freshDatabase, type TestDatabase } from './database.js';
import { factsOf, lifeInDefault } from './facts.js';

let database: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), 'aval-ledger-'));
beforeAll(async () => {
  database = await freshDatabase();
}, 60_000);
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const connect = () => openPool(database.appUrl, 2);

/** What a command prints. */
async function run(command: Command, ...words: string[]): Promise<string> {
  const printed: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((line: string) => {
    printed.push(line);
  });
  try {
    await command.parseAsync(words, { from: 'user' });
  } finally {
    log.mockRestore();
  }
  return printed.join('\n');
}

const asJson = async (...args: Parameters<typeof run>): Promise<unknown> =>
  JSON.parse(await run(...args));

function factsFile(name: string, lines: readonly (object | string)[]): string {
  const file = join(folder, name);
  const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  writeFileSync(file, texts.join('\n'));
  return file;
}

describe('playing facts from a file', () => {
  test('books what can be, lists what cannot with its line and reason, and adds nothing the second time', async () => {
    const fact = factsOf('G1');
    const life = lifeInDefault('G1');
    const file = factsFile('life.jsonl', [
      ...life,
      '',
      fact('drawn', '2026-01-01', { drawdown: 'D1', amountMinor: 5 }),
      '{"kind": "issued"',
      { kind: 'issued', reference: 'r' },
    ]);
    const first = await asJson(ledgerCommand(connect), 'play', file, '--json');
    expect(first).toMatchObject({ lines: life.length + 3, booked: life.length, repeated: 0 });
    expect(first).toMatchObject({
      refused: [
        { line: 15, reason: 'aboveUndrawn', headroomMinor: 0 },
        { line: 16, reference: null, reason: 'malformedFact' },
        { line: 17, reference: 'r', reason: 'malformedFact' },
      ],
    });
    const books = await asJson(booksCommand(connect), '--json');
    const second = await asJson(ledgerCommand(connect), 'play', file, '--json');
    expect(second).toMatchObject({ booked: 0, repeated: life.length });
    expect(await asJson(booksCommand(connect), '--json')).toEqual(books);
    expect(await asJson(ledgerCommand(connect), 'verify', '--json')).toEqual({ differences: [] });
  });
});

test('a file of facts in another encoding is refused with the line, and no name in it is guessed', async () => {
  const file = join(folder, 'gbk.jsonl');
  const [first = {}, second = {}] = lifeInDefault('GBK1');
  const [before, after] = [first, second].map((fact) => Buffer.from(`${JSON.stringify(fact)}\n`));
  writeFileSync(
    file,
    Buffer.concat([before ?? Buffer.of(), Buffer.from([0xb1, 0xa3, 0x0a]), after ?? Buffer.of()]),
  );
  await expect(run(ledgerCommand(connect), 'play', file)).rejects.toThrow(/is not UTF-8/);
});

describe('the same facts played into two databases', () => {
  test('give the same answers to the byte, but for instants of booking', async () => {
    const lives = ['T1', 'T2'].flatMap(lifeInDefault);
    const late = factsOf('T1')('accessoryAccrued', '2025-07-15', {
      drawdown: 'D1',
      accessory: 'interest',
      amountMinor: 7_00,
    });
    const tooEarly = factsOf('T2')('accessoryAccrued', '2025-01-11', {
      drawdown: 'D1',
      accessory: 'interest',
      amountMinor: 1,
    });
    const file = factsFile('twice.jsonl', [...lives, late, tooEarly]);
    const answers = async () => {
      const own = await freshDatabase();
      const on = () => openPool(own.appUrl, 2);
      const csv = join(folder, 'twice.csv');
      const played = await run(ledgerCommand(on), 'play', file, '--json');
      const told = [
        played,
        await run(booksCommand(on), '--json'),
        await run(booksCommand(on), '--as-of', '2025-08-01', '--json'),
        await run(exportPostingsCommand(on), csv),
        readFileSync(csv, 'utf8').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'instant'),
        await run(ledgerCommand(on), 'verify', '--json'),
      ];
      await own.close();
      return told;
    };
    const [first, second] = [await answers(), await answers()];
    expect(second).toEqual(first);
    expect(first[0]).toContain('"reason": "valuedTooEarly"');
    expect(first[0]).toContain(`"booked": ${lives.length + 1}`);
  }, 120_000);
});

describe('the books on the command line', () => {
  test('say the day and the instant that they were asked for', async () => {
    const asked = ['--as-of', '2025-02-01', '--book', 'demo', '--json'];
    expect(await asJson(booksCommand(connect), ...asked)).toMatchObject({
      asOf: '2025-02-01',
      knownAt: null,
      currencies: { CNY: { outstandingMinor: 70_000_00 } },
    });
    const early = ['--known-at', '2020-01-01T00:00:00Z', '--json'];
    expect(await asJson(booksCommand(connect), ...early)).toMatchObject({ currencies: {} });
    expect(await run(booksCommand(connect))).toContain('borne by national-fund');
  });
});

describe('exported postings', () => {
  test('balance, and a text that a spreadsheet would run is only text', async () => {
    const evil = factsOf('=cmd|calc', '+book');
    const file = factsFile('evil.jsonl', [
      evil('depositReceived', '2026-01-01', { amountMinor: 7 }, '@SUM(1,"2")'),
    ]);
    await run(ledgerCommand(connect), 'play', file);
    const csv = join(folder, 'postings.csv');
    await run(exportPostingsCommand(connect), csv);
    const rows = parse<Record<string, string>>(readFileSync(csv), { columns: true });
    const sum = (column: string) => rows.reduce((total, row) => total + Number(row[column]), 0);
    expect(rows.length).toBeGreaterThan(50);
    expect(sum('debitMinor')).toBe(sum('creditMinor'));
    const cells = rows.flatMap((row) => Object.values(row));
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(rows.at(-1)).toMatchObject({ reference: `'@SUM(1,"2")`, guarantee: "'=cmd|calc" });
  });

  test('answer machines with how many were written', async () => {
    const file = join(folder, 'counted.csv');
    const told = await asJson(exportPostingsCommand(connect), '--json', file);
    const rows = parse<Record<string, string>>(readFileSync(file), { columns: true });
    expect(told).toEqual({ file, format: 'csv', postings: rows.length });
  });

  test('go out as an Excel workbook too', async () => {
    const file = join(folder, 'postings.xlsx');
    await run(exportPostingsCommand(connect), '--format', 'xlsx', file);
    expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK');
  });

  test('leave harmless text as it is', () => {
    expect(['D1', '借据-1', 'a=b', ''].map(harmless)).toEqual(['D1', '借据-1', 'a=b', '']);
    expect(['=1', ' =1', '-1', '＝1'].map(harmless)).toEqual(["'=1", "' =1", "'-1", "'＝1"]);
  });
});
