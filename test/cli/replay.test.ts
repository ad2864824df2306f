import { describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ReplayReport } from '../../apps/cli/replay/report.js';
import { projectFolder } from '../../apps/cli/stack/folder.js';
import { chargedOff, paidInFull } from '../replay-input/sba-rows.js';
import { findSbaFile } from '../replay-input/shared-data.js';
import { testStack } from '../stack/stack.js';

/** Runs `aval` itself on the stack that all tests share. */
async function aval(...words: string[]): Promise<string> {
  const { urls } = testStack();
  const main = join(projectFolder, 'dist/apps/cli/main.js');
  const { stdout } = await promisify(execFile)(process.execPath, [main, ...words], {
    env: {
      PATH: process.env.PATH,
      AVAL_API_URL: urls.api,
      AVAL_SANDBOX_URL: urls.sandbox,
      AVAL_ISSUER_URL: urls.issuer,
      DATABASE_URL: urls.database,
    },
  });
  return stdout;
}

const replayed = async (...words: string[]): Promise<ReplayReport> =>
  JSON.parse(await aval('replay', ...words, '--json')) as ReplayReport;

function smallFile(): string {
  const rows = [
    paidInFull,
    chargedOff,
    { ...paidInFull, loan_nr_chk_dgt: '1000000003', term: '0' },
    { ...paidInFull, loan_nr_chk_dgt: '1000000004', disbursement_gross: '50001' },
  ];
  const columns = Object.keys(paidInFull);
  const lines = rows.map((row: Readonly<Record<string, string>>) =>
    columns.map((column) => row[column] ?? '').join(','),
  );
  const file = join(mkdtempSync(join(tmpdir(), 'aval-replay-')), 'four.csv');
  writeFileSync(file, [columns.join(','), ...lines].join('\n'));
  return file;
}

describe('replaying a file', () => {
  test('the books tell the totals of the file, and a second call adds nothing', async () => {
    const file = smallFile();
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
