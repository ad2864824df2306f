import { describe, expect, test } from '@jest/globals';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { ReplayReport } from '../../apps/cli/replay/report.js';
import { projectFolder } from '../../apps/cli/stack/folder.js';
import { pause } from '../../apps/cli/stack/names.js';
import { chargedOff, paidInFull } from '../replay-input/sba-rows.js';
import { findSbaFile } from '../replay-input/shared-data.js';
import { testStack } from '../stack/stack.js';

const main = join(projectFolder, 'dist/apps/cli/main.js');

/** What lets `aval` find the stack that all tests share. */
function environment(): NodeJS.ProcessEnv {
  const { urls } = testStack();
  return {
    PATH: process.env.PATH,
    AVAL_API_URL: urls.api,
    AVAL_SANDBOX_URL: urls.sandbox,
    AVAL_ISSUER_URL: urls.issuer,
    DATABASE_URL: urls.database,
  };
}

/** Runs `aval` itself, to its end. */
async function aval(...words: string[]): Promise<string> {
  const ran = promisify(execFile)(process.execPath, [main, ...words], { env: environment() });
  return (await ran).stdout;
}

const replayed = async (...words: string[]): Promise<ReplayReport> =>
  JSON.parse(await aval('replay', ...words, '--json')) as ReplayReport;

const four = [
  paidInFull,
  chargedOff,
  { ...paidInFull, loan_nr_chk_dgt: '1000000003', term: '0' },
  { ...paidInFull, loan_nr_chk_dgt: '1000000004', disbursement_gross: '50001' },
];

/** Loans of both kinds in turn, each with a number of its own. */
const loans = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...(index % 2 === 0 ? paidInFull : chargedOff),
    loan_nr_chk_dgt: String(2_000_000_000 + index),
  }));

function fileOf(rows: readonly Readonly<Record<string, string>>[]): string {
  const columns = Object.keys(paidInFull);
  const lines = rows.map((row) => columns.map((column) => row[column] ?? '').join(','));
  const file = join(mkdtempSync(join(tmpdir(), 'aval-replay-')), 'loans.csv');
  writeFileSync(file, [columns.join(','), ...lines].join('\n'));
  return file;
}

describe('replaying a file', () => {
  test('the books tell the totals of the file, and a second call adds nothing', async () => {
    const file = fileOf(four);
    const first = await replayed(file, '--book', 'four');
    expect(first).toMatchObject({
      rows: 4,
      setAside: 1,
      loanMinor: 30_000_000,
      guaranteedMinor: 22_500_000,
      disbursedMinor: 25_000_100,
      released: 2,
      claims: 1,
      claimedMinor: 4_000_100,
      payoutMinor: 3_000_075,
      setAsideRows: [{ loan: '1000000003', reasons: ['termZero'] }],
      endings: { released: 2, writtenOff: 1 },
      differences: [],
    });
    const second = await replayed(file, '--book', 'four');
    expect({ ...second, seconds: first.seconds }).toEqual(first);
    const { items } = JSON.parse(await aval('list', '--book', 'four', '--json')) as {
      items: unknown[];
    };
    expect(items).toHaveLength(3);
  }, 120_000);
});

describe('a replay whose process is killed in the midst', () => {
  const book = 'killed';
  const count = 16;

  /** How many guarantees the book has, and how many of them have ended. */
  async function readBook(pool: pg.Pool): Promise<{ begun: number; ended: number }> {
    const { rows } = await pool.query<{ begun: number; ended: number }>(
      'select count(*)::int as begun, count(ending)::int as ended from aval.guarantee where book = $1',
      [book],
    );
    return rows[0] ?? { begun: 0, ended: 0 };
  }

  async function killedInTheMidst(pool: pg.Pool, file: string): Promise<{ ended: number }> {
    const words = [main, 'replay', file, '--book', book, '--concurrency', '4'];
    const cli = spawn(process.execPath, words, { env: environment(), stdio: 'ignore' });
    const gone = once(cli, 'exit');
    const isInTheMidst = async () => (await readBook(pool)).ended >= 3;
    while (cli.exitCode === null && !(await isInTheMidst())) await pause(50);
    cli.kill('SIGKILL');
    expect(await gone).toEqual([null, 'SIGKILL']);
    return readBook(pool);
  }

  test('goes on when it is called again: the same totals, and no row becomes two guarantees', async () => {
    const pool = new pg.Pool({ connectionString: testStack().urls.database, max: 1 });
    const file = fileOf(loans(count));
    const { ended } = await killedInTheMidst(pool, file);
    expect(ended).toBeLessThan(count);
    const report = await replayed(file, '--book', book);
    expect(report).toMatchObject({
      rows: count,
      setAside: 0,
      loanMinor: count * 10_000_000,
      claims: count / 2,
      endings: { released: count / 2, writtenOff: count / 2 },
      differences: [],
    });
    expect(await readBook(pool)).toEqual({ begun: count, ended: count });
    const paid = await pool.query(
      `select guarantee from aval.outbox join aval.guarantee on number = guarantee
        where book = $1 and outbox.kind = 'payment'`,
      [book],
    );
    expect(paid.rowCount).toBe(count / 2);
    await pool.end();
  }, 240_000);
});

const published = findSbaFile();

(published === null ? describe.skip : describe)('thirty rows of the public file', () => {
  test('end as they did, with every total of the books equal to the file', async () => {
    const report = await replayed(published ?? '', '--every', '1000', '--book', 'thirty');
    expect(report).toMatchObject({
      rows: 30,
      setAside: 0,
      endings: { released: 16, writtenOff: 14 },
      payoutMinor: 47_847_575,
      differences: [],
    });
  }, 300_000);
});
