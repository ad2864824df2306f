import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { attributeAt } from '#mining/log/attribute-column';
import { caseCount, eventCount } from '#mining/log/event-log';
import { readCsv, readCsvInput, type CsvOptions } from '#mining/formats/csv/read-csv';
import { writeCsv } from '#mining/formats/csv/write-csv';
import { openInput } from '#mining/formats/input/open-input';
import { guardReading, type LogReading } from '#mining/formats/reading';
import { anyLog, logOf, said, saidAsText } from './formats-arbitrary-log.js';
import { sharedData } from './shared-data.js';

jest.setTimeout(60_000);

const readText = (text: string | Uint8Array, options: CsvOptions = {}): Promise<LogReading> =>
  guardReading('log.csv', async () =>
    readCsvInput('log.csv', await openInput(Buffer.from(text)), options),
  );

const header = 'case_id,activity,timestamp,resource,amount\n';

describe('reading CSV', () => {
  test('quotes, doubled quotes, CRLF and a last row without a line break', async () => {
    const text = `case_id;activity;timestamp\r\n1;"say ""yes""; then\r\nsign";2026-03-01 08:00\r\n\r\n2;b;2026-03-02T00:00:00+08:00`;
    const log = logOf(await readText(text));
    expect(log.activities).toEqual(['say "yes"; then\r\nsign', 'b']);
    expect([...log.instantMs]).toEqual([Date.UTC(2026, 2, 1, 8), Date.UTC(2026, 2, 1, 16)]);
  });

  test('a row cut anywhere between two pieces of input reads the same', async () => {
    const text = Buffer.from(
      'case_id,activity,timestamp\r\n"1","a ""b""",2026-03-01\r\n2,b,2026-03-02\r\n',
    );
    const whole = said(logOf(await readText(text)));
    for (let cut = 1; cut < text.length; cut += 1) {
      const chunks = (async function* () {
        yield await Promise.resolve(text.subarray(0, cut));
        yield text.subarray(cut);
      })();
      const reading = await readCsvInput('log.csv', { head: text.subarray(0, cut), chunks }, {});
      // A header cut in two can't tell its delimiter from its first piece, but every file has its first line there.
      if (cut > 28) expect(said(logOf(reading))).toEqual(whole);
    }
  });

  test('columns are taken by the names given, others become attributes with lossless types', async () => {
    const text =
      'loan,step,at,007,case:bank\nL1,x,1772323200,007,ICBC\nL1,y,1772323260123,12.5,ICBC\n';
    const columns = { case: 'loan', activity: 'step', timestamp: 'at' };
    const log = logOf(await readText(text, { columns }));
    expect([...log.instantMs]).toEqual([1772323200000, 1772323260123]);
    const column = log.eventAttributes['007'];
    expect(column && [attributeAt(column, 0), attributeAt(column, 1)]).toEqual(['007', '12.5']);
    expect(log.caseAttributes['bank'] && attributeAt(log.caseAttributes['bank'], 0)).toBe('ICBC');
  });

  test.each([
    ['', 1, 'no header'],
    ['a,b\n', 1, 'no column for the case'],
    [`${header}1,a,2026-03-01,r\n`, 2, '4 fields where the header has 5'],
    [`${header}1,a,2026-03-01,r,5\n\n1,"a\nb",soon,r,5\n`, 4, 'not an instant: soon'],
    [`${header},a,2026-03-01,r,5\n`, 2, 'no case'],
    [`${header}1,,2026-03-01,r,5\n`, 2, 'no activity'],
    [`${header}1,a,,r,5\n`, 2, 'no timestamp'],
    [`${header}1,"a,2026-03-01,r,5\n`, 2, 'never closed'],
    [`${header}1,"a"b,2026-03-01,r,5\n`, 2, 'followed by more text'],
    [`${header}1,a,01/02/2026,r,5\n`, 2, 'not an instant: 01/02/2026'],
  ])('%j is refused with line and reason', async (text, line, reason) => {
    const reading = await readText(text);
    expect(reading).toMatchObject({ kind: 'broken', problem: { file: 'log.csv', line } });
    if (reading.kind === 'broken') expect(reading.problem.reason).toContain(reason);
  });

  test('a column that was asked for and is not there is named', async () => {
    const reading = await readText(header, { columns: { resource: 'officer' } });
    expect(reading).toMatchObject({ kind: 'broken' });
    if (reading.kind === 'broken') expect(reading.problem.reason).toContain('no column officer');
  });

  test('a lenient reading counts all that it set aside', async () => {
    const text = `${header}1,a,2026-03-01,r,5\n1,a,never,r,5\n1,a\n2,b,2026-03-02,r,5\n`;
    const reading = await readText(text, { lenient: true });
    expect(eventCount(logOf(reading))).toBe(2);
    if (reading.kind === 'read') {
      expect(reading.setAside.events).toBe(2);
      expect(reading.setAside.problems.map((problem) => problem.line)).toEqual([3, 4]);
    }
  });

  (sharedData === undefined ? test.skip : test)(
    'the loan application log is read whole',
    async () => {
      const log = logOf(await readCsv(join(sharedData ?? '', 'eventlogs', 'loanapp.csv.gz')));
      expect([log.name, eventCount(log), caseCount(log)]).toEqual(['loanapp', 7492, 1000]);
      expect(log.startMs?.some((start) => Number.isNaN(start))).toBe(false);
    },
  );
});

describe('writing CSV', () => {
  test('any log survives being written and read, zipped or not', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, fc.boolean(), async (log, zipped) => {
        const text = [...writeCsv(log)].join('');
        const read = logOf(await readText(zipped ? gzipSync(text) : text));
        expect(saidAsText(read)).toEqual(saidAsText(log));
      }),
      { numRuns: 25 },
    );
  });

  test('no cell can be run as a formula', async () => {
    const log = logOf(
      await readText('case_id,activity,timestamp\n1,"=HYPERLINK(""x"")",2026-03-01\n'),
    );
    expect([...writeCsv(log)].join('')).toContain(`"'=HYPERLINK(""x"")"`);
  });
});
