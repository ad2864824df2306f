import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { businessDate } from '../../libs/domain/calendar/business-date.js';
import { lifeOf } from '../../apps/cli/replay/loan-life.js';
import { bookNameOf, readSbaFile } from '../../apps/cli/replay/sba-file.js';
import type { RawRow } from '../../apps/cli/replay/sba-row.js';
import { liabilityAsOf, totalsOf } from '../../apps/cli/replay/totals.js';
import { chargedOff, paidInFull } from './sba-rows.js';
import { findSbaFile } from './shared-data.js';

const all = { every: 1, limit: null };

function csvOf(rows: readonly RawRow[]): string {
  const columns = Object.keys(paidInFull);
  const lines = rows.map((row) => columns.map((column) => row[column] ?? '').join(','));
  return [columns.join(','), ...lines].join('\n');
}

function fileWith(content: string | Buffer, name = 'rows.csv'): string {
  const path = join(mkdtempSync(join(tmpdir(), 'aval-rows-')), name);
  writeFileSync(path, content);
  return path;
}

const numbered = (count: number): RawRow[] =>
  Array.from({ length: count }, (_, index) => ({
    ...paidInFull,
    loan_nr_chk_dgt: `L${index + 1}`,
  }));

describe('a file of rows', () => {
  test('every third row means rows 1, 4, 7, and a limit counts the selected ones', async () => {
    const path = fileWith(csvOf(numbered(10)));
    const loans = async (every: number, limit: number | null) =>
      (await readSbaFile(path, { every, limit })).rows.map(({ loan }) => loan);
    expect(await loans(3, null)).toEqual(['L1', 'L4', 'L7', 'L10']);
    expect(await loans(3, 2)).toEqual(['L1', 'L4']);
  });

  test('it may be gzipped, whatever its name', async () => {
    const path = fileWith(gzipSync(csvOf([paidInFull, chargedOff])), 'rows.data');
    expect((await readSbaFile(path, all)).rows).toHaveLength(2);
  });

  test('a contradictory row is counted, and named with its reasons', async () => {
    const path = fileWith(csvOf([{ ...paidInFull, term: '0' }, chargedOff]));
    const { rows, sound, setAside } = await readSbaFile(path, all);
    expect([rows.length, sound.length]).toEqual([2, 1]);
    expect(setAside).toEqual([{ loan: '1000000001', reasons: ['termZero'] }]);
  });

  test.each([
    ['a column missing', 'loan_nr_chk_dgt,term\n1,2\n', /lacks the columns approval_date, /],
    ['a malformed amount', csvOf([{ ...paidInFull, gr_appv: '1e5' }]), /^row 1: gr_appv is "1e5"/],
    ['a day that is none', csvOf([{ ...paidInFull, approval_date: '2001-02-30' }]), /^row 1: app/],
    ['an unknown status', csvOf([{ ...paidInFull, mis_status: 'EXEMPT' }]), /PIF or CHGOFF/],
    ['more guaranteed than lent', csvOf([{ ...paidInFull, sba_appv: '100001' }]), /not above gr_/],
    ['a loan twice', csvOf([paidInFull, paidInFull]), /rows 1 and 2 are both loan 1000000001/],
    ['a row cut short', csvOf([paidInFull]) + '\nL2,BANK\n', /cannot be read: Invalid Record/],
  ])('%s stops the replay with its place', async (_, content, message) => {
    await expect(readSbaFile(fileWith(content), all)).rejects.toThrow(message);
  });

  test('a file that is not there is named', async () => {
    await expect(readSbaFile('/nowhere/loans.csv', all)).rejects.toThrow(/^\/nowhere\/loans.csv/);
  });

  test('names its book', () => {
    expect(bookNameOf('/data/sba_guaranteed_loans.csv.gz')).toBe('sba_guaranteed_loans');
    expect(bookNameOf('My loans 2.CSV')).toBe('My-loans-2');
  });
});

const published = findSbaFile();
const withFile = published === null ? describe.skip : describe;

withFile('every hundredth row of the public file', () => {
  const selected = readSbaFile(published ?? '', { every: 100, limit: null });

  test('adds up to the published totals', async () => {
    const { rows, sound, setAside } = await selected;
    expect({
      rows: rows.length,
      setAside: setAside.length,
      ...totalsOf(sound.map(lifeOf)),
    }).toEqual({
      rows: 300,
      setAside: 4,
      loanMinor: 5478412300,
      guaranteedMinor: 4062245600,
      disbursedMinor: 5789164200,
      released: 158,
      claims: 138,
      claimedMinor: 1128284400,
      payoutMinor: 800952564,
    });
  }, 60_000);

  test.each([
    [
      '1995-12-31',
      {
        issuedMinor: 890031700,
        undrawnMinor: 49500000,
        outstandingMinor: 682507900,
        releasedMinor: 82404629,
        claimedMinor: 85567200,
        paidOutMinor: 75619171,
      },
    ],
    [
      '2005-12-31',
      {
        issuedMinor: 2973351600,
        undrawnMinor: 92550000,
        outstandingMinor: 2139282255,
        releasedMinor: 597317755,
        claimedMinor: 177658700,
        paidOutMinor: 144201590,
      },
    ],
  ])(
    'stands as published as of %s',
    async (date, liability) => {
      const lives = (await selected).sound.map(lifeOf);
      expect(liabilityAsOf(lives, businessDate(date))).toEqual(liability);
    },
    60_000,
  );
});

withFile('the whole public file', () => {
  test('reads without a malformed row', async () => {
    const { rows, sound } = await readSbaFile(published ?? '', all);
    expect(rows).toHaveLength(30_000);
    expect(sound.length).toBeGreaterThan(29_000);
  }, 60_000);
});
