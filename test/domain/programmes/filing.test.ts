import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { businessDate } from '#domain/calendar/business-date';
import { everyDayWorks } from '#domain/calendar/working-days';
import { capHeadroom } from '#domain/payout/payout-amount';
import { decideFiledRow, type FilingGround } from '#domain/programmes/decide-filed-row';
import { readFiledFile } from '#domain/programmes/filed-file';
import { readFiledRow, type FiledRow } from '#domain/programmes/filed-row';
import {
  bankCap,
  capState,
  frameworkProblems,
  headroomOf,
  isCapPeriodOver,
  programmeCap,
  type FrameworkTerms,
} from '#domain/programmes/framework';
import { loadPack } from '#products/load-pack';
import { loadProgramme } from '#products/programmes/load-programme';

const programme = loadProgramme('zong-dui-zong');
const wan = 1_000_000;

const terms: FrameworkTerms = {
  bank: 'bank-a',
  product: 'bao-wei-dai',
  programme: 'zong-dui-zong',
  currency: 'CNY',
  limitMinor: 1000 * wan,
  largestLoanMinor: 500 * wan,
  premiumRateBps: 50,
  capRateBps: 300,
  lendsFrom: businessDate('2024-01-01'),
  lendsUntil: businessDate('2024-12-31'),
  capUntil: businessDate('2025-12-31'),
};

const fields = {
  loanReference: 'L-1',
  name: '示例公司',
  registrationNo: '91340100X',
  applicantKind: 'enterprise',
  industry: 'software',
  employees: '8',
  annualRevenueMinor: String(40 * wan),
  loanMinor: String(20 * wan),
  disbursedOn: '2024-06-03',
  tenorMonths: '12',
};

const row = (changes: Partial<FiledRow> = {}): FiledRow => {
  const reading = readFiledRow(fields);
  if (reading.kind !== 'read') throw new Error(JSON.stringify(reading.problems));
  return { ...reading.row, ...changes };
};

const ground: FilingGround = {
  terms,
  status: 'inForce',
  isStopped: false,
  programme,
  intake: loadPack('bao-wei-dai').intake,
  calendar: everyDayWorks,
  on: businessDate('2024-06-10'),
};

describe('a filed row', () => {
  test('is read from a file’s text, and from a request’s values', () => {
    expect(row()).toMatchObject({ loanMinor: 20 * wan, tenorMonths: 12, firstLoan: false });
    expect(readFiledRow({ ...fields, loanMinor: 20 * wan, firstLoan: true })).toMatchObject({
      row: { loanMinor: 20 * wan, firstLoan: true },
    });
  });

  test.each([
    ['loanMinor', '-5', 'must be at least 1 (is -5)'],
    ['loanMinor', '1e5', 'must be a whole number'],
    ['loanMinor', '20.5', 'must be a whole number'],
    ['loanMinor', '', 'must be a whole number'],
    ['name', '=HYPERLINK("x")', 'begins like a formula of a spreadsheet'],
    ['loanReference', '+1', 'begins like a formula of a spreadsheet'],
    ['name', ' =1+1', 'begins like a formula of a spreadsheet'],
    ['name', '＝1+1', 'begins like a formula of a spreadsheet'],
    ['name', '\u200b@SUM', 'begins like a formula of a spreadsheet'],
    ['disbursedOn', '2024-02-30', 'must be a day, YYYY-MM-DD'],
    ['disbursedOn', '03/06/2024', 'must be a day, YYYY-MM-DD'],
    ['tenorMonths', '0', 'must be at least 1 (is 0)'],
    ['firstLoan', 'maybe', 'must be true or false'],
    ['registrationNo', ' ', 'is missing'],
    ['colour', 'red', 'is no field of a row'],
  ])('with %s "%s" is malformed: %s', (field, value, message) => {
    const reading = readFiledRow({ ...fields, [field]: value });
    const problem = { field, message: expect.stringContaining(message) as unknown };
    expect(reading).toEqual({ kind: 'malformed', problems: [problem] });
  });

  test('is accepted with its guaranteed part and its premium for the months', () => {
    expect(decideFiledRow(row(), ground)).toMatchObject({
      kind: 'accepted',
      amountMinor: 16 * wan,
      premiumMinor: 80_000,
      intake: { enterpriseSize: 'micro' },
    });
  });

  test.each<[string, Partial<FiledRow>, Partial<FilingGround>, string]>([
    ['when the framework is not confirmed', {}, { status: 'proposed' }, 'frameworkNotInForce'],
    ['when the cap has stopped it', {}, { isStopped: true }, 'stopRateReached'],
    ['above the largest loan', { loanMinor: 500 * wan + 1 }, {}, 'loanTooLarge'],
    ['over too many months', { tenorMonths: 61 }, {}, 'tenorTooLong'],
    ['lent tomorrow', { disbursedOn: businessDate('2024-06-11') }, {}, 'disbursedInFuture'],
    [
      'lent before the framework',
      { disbursedOn: businessDate('2023-12-31') },
      {},
      'outsideLendingPeriod',
    ],
    ['filed too late', {}, { on: businessDate('2024-07-04') }, 'filedTooLate'],
    [
      'of a large enterprise',
      { employees: 5000, annualRevenueMinor: 90_000 * wan },
      {},
      'notForThisApplicant',
    ],
    ['of the controlling shareholder', { controlsGuarantor: true }, {}, 'controlsGuarantor'],
  ])('%s is refused', (_what, changes, where, reason) => {
    expect(decideFiledRow(row(changes), { ...ground, ...where })).toMatchObject({
      kind: 'refused',
      reason,
    });
  });

  test('may still be filed on the last day', () => {
    const on = businessDate('2024-07-03');
    expect(decideFiledRow(row(), { ...ground, on })).toMatchObject({ kind: 'accepted' });
  });
});

describe('a file of rows', () => {
  const heading =
    'loanReference,name,registrationNo,applicantKind,loanMinor,disbursedOn,tenorMonths';

  test('is read line by line, with quotes, marks and either end of line', () => {
    const reading = readFiledFile(
      `\uFEFF${heading}\r\nL-1,"A ""big"", firm",R1,enterprise,100,2024-06-03,12\n\nL-2,B,R2,farmer,200,2024-06-03,6`,
    );
    if (reading.kind !== 'read') throw new Error('unreadable');
    expect(reading.lines.map(({ line, fields: cells }) => [line, cells['name']])).toEqual([
      [2, 'A "big", firm'],
      [4, 'B'],
    ]);
  });

  test('a quote that is never closed and a missing cell cost their own lines only', () => {
    const reading = readFiledFile(
      `${heading}\nL-1,"A,R1,enterprise,100,2024-06-03,12\nL-2,B,R2\nL-3,C,R3,farmer,1,2024-06-03,6\nL-4,"D"x,R4,farmer,1,2024-06-03,6`,
    );
    if (reading.kind !== 'read') throw new Error('unreadable');
    expect(reading.lines.map(({ line, broken }) => [line, broken])).toEqual([
      [2, 'a quote is never closed on this line: a cell must not hold a line break'],
      [3, 'has 3 cells, the heading 7'],
      [4, null],
      [5, 'a closed quote is followed by more text'],
    ]);
  });

  test('with a wrong heading names every column that is missing, unknown or there twice', () => {
    const reading = readFiledFile('loanReference,loanReference,amount\n1,2,3');
    expect(reading).toMatchObject({
      kind: 'unreadable',
      problems: expect.arrayContaining([
        'the column loanMinor is missing',
        expect.stringContaining('no column is named "amount"'),
        'the column loanReference appears twice',
      ]),
    });
    expect(readFiledFile('\n\n')).toEqual({ kind: 'unreadable', problems: ['the file is empty'] });
  });

  test('gives back every cell that was written, whatever is in it', () => {
    const cell = fc.string().map((text) => text.replace(/[\r\n]/g, ' '));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 7, maxLength: 7 }), (cells) => {
        const line = cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',');
        const reading = readFiledFile(`${heading}\n${line}`);
        expect(
          reading.kind === 'read' && reading.lines.map((one) => Object.values(one.fields)),
        ).toEqual([cells]);
      }),
    );
  });
});

describe('a framework', () => {
  test('stays within its programme', () => {
    expect(frameworkProblems(terms, programme)).toEqual([]);
    const wrong = {
      ...terms,
      premiumRateBps: 101,
      capRateBps: 301,
      capUntil: businessDate('2024-12-30'),
    };
    expect(frameworkProblems(wrong, programme).map(({ field }) => field)).toEqual([
      'premiumRateBps',
      'capRateBps',
      'capUntil',
    ]);
    expect(frameworkProblems(terms, loadProgramme('standard'))).toMatchObject([
      { field: 'programme', message: 'is not for batches' },
    ]);
  });

  const standing = {
    limitMinor: 1000 * wan,
    capRateBps: 300,
    acceptedMinor: 800 * wan,
    payableMinor: 16 * wan,
    recoveredMinor: 4 * wan,
  };

  test('caps payouts on what was agreed: its limit or what was accepted, gross or net', () => {
    expect(headroomOf(standing)).toBe(200 * wan);
    const capOn = (measure: 'limit' | 'accepted', used: 'gross' | 'netOfRecoveries') =>
      capHeadroom(bankCap(standing, { measure, used }));
    expect(capOn('accepted', 'gross')).toBe(8 * wan);
    expect(capOn('accepted', 'netOfRecoveries')).toBe(12 * wan);
    expect(capOn('limit', 'gross')).toBe(14 * wan);
  });

  test('shares the programme’s cap with the others of its book', () => {
    const agreed = { measure: 'accepted', used: 'gross', programmeRateBps: 200 } as const;
    const shared = programmeCap([standing, standing], agreed);
    expect(shared).toEqual({ capRateBps: 200, baseMinor: 1600 * wan, usedMinor: 32 * wan });
    expect(programmeCap([standing], { ...agreed, programmeRateBps: null })).toBeNull();
  });

  test('warns and stops at its rates, the rate itself included', () => {
    const rates = { warningBps: 6000, stopBps: 9000 };
    const at = (usedMinor: number) =>
      capState({ capRateBps: 300, baseMinor: 800 * wan, usedMinor }, rates);
    expect([at(0), at(14_399_999), at(14_400_000), at(21_599_999), at(21_600_000)]).toEqual([
      'free',
      'free',
      'warning',
      'warning',
      'stopped',
    ]);
  });

  test('ends its cap period on the day after its last', () => {
    expect(isCapPeriodOver(terms, businessDate('2025-12-31'))).toBe(false);
    expect(isCapPeriodOver(terms, businessDate('2026-01-01'))).toBe(true);
  });
});
