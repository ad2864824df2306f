import { describe, expect, test } from '@jest/globals';
import { Problem } from '../../../apps/api/http/problem.js';
import { incomingRows } from '../../../apps/api/frameworks/incoming-rows.js';

const heading = 'loanReference,name,registrationNo,applicantKind,loanMinor,disbursedOn,tenorMonths';
const lineOf = (name: string) => `L-1,${name},R1,farmer,100,2024-06-03,12`;
const nameIn = (bytes: Buffer) =>
  (incomingRows(bytes, 'text/csv')[0]?.content as { name?: string } | undefined)?.name;

/** What the API answers of a file that it cannot take apart. */
function refusedFile(text: string): Problem {
  try {
    incomingRows(Buffer.from(text), 'text/csv');
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('the file was read');
}

describe('the bytes of a file of rows', () => {
  test('may be UTF-8, with or without a mark, or UTF-16 with one', () => {
    const text = `${heading}\n${lineOf('公司')}`;
    expect(nameIn(Buffer.from(text))).toBe('公司');
    expect(nameIn(Buffer.from(`\uFEFF${text}`))).toBe('公司');
    expect(nameIn(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toBe('公司');
  });

  test('may be GB 18030, as spreadsheets in China write it', () => {
    const [before = '', after = ''] = `${heading}\n${lineOf('|')}`.split('|');
    const company = Buffer.from([0xb9, 0xab, 0xcb, 0xbe]);
    expect(nameIn(Buffer.concat([Buffer.from(before), company, Buffer.from(after)]))).toBe('公司');
  });

  test('that are neither are refused, and so is a heading without rows', () => {
    expect(() => incomingRows(Buffer.from([0x61, 0xff, 0xff, 0x0a]), 'text/csv')).toThrow(
      'neither in UTF-8 nor in GB 18030',
    );
    expect(() => incomingRows(Buffer.from(heading), 'text/csv')).toThrow('no rows');
    expect(() => incomingRows(Buffer.alloc(0), 'text/csv')).toThrow('heading does not fit');
  });

  test.each([
    ['1,000.00', /loanMinor must be a whole number, in digits alone.*"1,000.00"/],
    ['1e5', /loanMinor must be a whole number, in digits alone.*"1e5"/],
    ['100.125', /loanMinor must be a whole number/],
    ['１００', /loanMinor must be a whole number/],
    ['0', /loanMinor must be at least 1/],
    ['-5', /loanMinor must be at least 1/],
    ['99999999999999999999', /loanMinor must be a whole number/],
  ])('with the amount %s are refused with what to write instead', (amount, detail) => {
    const text = `${heading}\r\nL-1,A,R1,farmer,"${amount}",2024-06-03,12\r\n`;
    expect(incomingRows(Buffer.from(text), 'text/csv')[0]?.refusal?.detail).toMatch(detail);
  });

  test.each(['2024/6/3', '03.06.2024', '2024-02-30', '45446'])(
    'with the day %s are refused with what to write instead',
    (day) => {
      const bytes = Buffer.from(`${heading}\nL-1,A,R1,farmer,100,${day},12\n`);
      expect(incomingRows(bytes, 'text/csv')[0]?.refusal?.detail).toMatch(
        /disbursedOn must be a day, YYYY-MM-DD \(is "/,
      );
    },
  );

  test('of a cell with a line break cost its own lines, and the next row is read', () => {
    const text = `${heading}\nL-1,"A\nB",R1,farmer,100,2024-06-03,12\n${lineOf('C')}\n`;
    const rows = incomingRows(Buffer.from(text), 'text/csv');
    expect(rows.map(({ refusal }) => refusal === null)).toEqual([false, false, true]);
    expect(rows[0]?.refusal?.detail).toMatch(/must not hold a line break/);
  });

  test.each([
    ['a column twice', `${heading},name`, /name appears twice/],
    ['a column too many', `${heading},colour`, /no column is named \\?"colour\\?"/],
    ['a column too few', heading.replace(',tenorMonths', ''), /tenorMonths is missing/],
  ])('with %s are refused whole, with the columns that there are', (_what, first, message) => {
    const refusal = refusedFile(`${first}\n${lineOf('A')}`);
    expect(JSON.stringify(refusal)).toMatch(message);
  });

  test('may declare controller and related parties, in a cell or as an application does', () => {
    const parties = '母公司|P1|parent；兄弟公司|P2';
    const text = `${heading},controller,relatedParties,relatedGroup\n${lineOf('A')},某人|C1,${parties},G1\n`;
    const [cells] = incomingRows(Buffer.from(text), 'text/csv');
    const declared = {
      relatedGroup: 'G1',
      controller: { name: '某人', registrationNo: 'C1' },
      relatedParties: [
        { name: '母公司', registrationNo: 'P1', relation: 'parent' },
        { name: '兄弟公司', registrationNo: 'P2', relation: 'other' },
      ],
    };
    expect(cells).toMatchObject({ refusal: null, content: declared });
    const plain = { loanReference: 'L-1', name: 'A', registrationNo: 'R1' };
    const terms = { applicantKind: 'farmer', loanMinor: 100, disbursedOn: '2024-06-03' };
    const rows = [{ ...plain, ...terms, tenorMonths: 12, ...declared }];
    expect(incomingRows({ rows }, undefined)[0]).toMatchObject({
      refusal: null,
      content: declared,
    });
  });

  test.each([
    ['某人', /controller must be name\|registration number/],
    ['=1+1|C1', /controller must be/],
    ['某人|＝1+1', /controller must be/],
    ['\u0001=1+1|C1', /controller must be/],
    ['某人|R1', /controller is the applicant itself/],
  ])('with the controller "%s" are refused', (controller, detail) => {
    const text = `${heading},controller\n${lineOf('A')},${controller}\n`;
    expect(incomingRows(Buffer.from(text), 'text/csv')[0]?.refusal?.detail).toMatch(detail);
  });

  test.each([
    ['甲|P1|cousin', /relatedParties names no relation of parent/],
    ['甲|P1;甲|P1', /relatedParties is named twice/],
  ])('with the related parties "%s" are refused', (parties, detail) => {
    const text = `${heading},relatedParties\n${lineOf('A')},${parties}\n`;
    expect(incomingRows(Buffer.from(text), 'text/csv')[0]?.refusal?.detail).toMatch(detail);
  });

  test('of a line that is wrong are kept with the reason and the line', () => {
    const bytes = Buffer.from(`${heading}\n${lineOf('A')}\nL-2,=1+1,R2,farmer,-5,2024-06-03,12\n`);
    const [good, bad] = incomingRows(bytes, 'text/csv; charset=utf-8');
    expect(good?.refusal).toBeNull();
    expect(bad).toMatchObject({
      line: 3,
      loanReference: 'L-2',
      refusal: {
        reason: 'malformed',
        field: 'name',
        detail: 'name begins like a formula of a spreadsheet; loanMinor must be at least 1 (is -5)',
      },
    });
  });
});
