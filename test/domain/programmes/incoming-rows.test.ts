import { describe, expect, test } from '@jest/globals';
import { incomingRows } from '../../../apps/api/frameworks/incoming-rows.js';

const heading = 'loanReference,name,registrationNo,applicantKind,loanMinor,disbursedOn,tenorMonths';
const lineOf = (name: string) => `L-1,${name},R1,farmer,100,2024-06-03,12`;
const nameIn = (bytes: Buffer) =>
  (incomingRows(bytes, 'text/csv')[0]?.content as { name?: string } | undefined)?.name;

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
