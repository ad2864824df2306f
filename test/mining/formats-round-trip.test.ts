import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { EventLogBuilder, type EventLog } from '#mining/log/event-log';
import { readAvlog } from '#mining/formats/avlog/read-avlog';
import { readPairColumns } from '#mining/formats/avlog/read-pair-columns';
import { writeAvlog } from '#mining/formats/avlog/write-avlog';
import { readParquet } from '#mining/formats/parquet/read-parquet';
import { writeParquet } from '#mining/formats/parquet/write-parquet';
import { readXes } from '#mining/formats/xes/read-xes';
import { writeXes } from '#mining/formats/xes/write-xes';
import { anyLog, logOf, said } from './formats-arbitrary-log.js';
import { sharedData } from './shared-data.js';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'aval-formats-'));
const file = (name: string): string => join(folder, name);

function xesFile(log: EventLog): string {
  writeFileSync(file('log.xes'), [...writeXes(log)].join(''));
  return file('log.xes');
}

describe('any log survives being written and read', () => {
  test('as XES', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, async (log) => {
        expect(said(logOf(await readXes(xesFile(log))))).toEqual(said(log));
      }),
      { numRuns: 25 },
    );
  });

  test('as a column file, bit by bit', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, async (log) => {
        await writeAvlog(log, file('log.avlog'));
        expect(logOf(await readAvlog(file('log.avlog')))).toEqual(log);
        const { activities, caseOffsets, activity, instantMs, wholeMs } = log;
        const columns = { activities, caseOffsets, activity, instantMs, wholeMs };
        expect(await readPairColumns(file('log.avlog'))).toEqual({ kind: 'read', log: columns });
      }),
      { numRuns: 20 },
    );
  });

  test('as Parquet', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, async (log) => {
        writeFileSync(file('log.parquet'), writeParquet(log));
        expect(said(logOf(await readParquet(file('log.parquet'))))).toEqual(said(log));
      }),
      { numRuns: 20 },
    );
  });

  test('instants keep their microseconds', async () => {
    const builder = new EventLogBuilder();
    builder.add({ caseId: '1', activity: 'a', instantMs: Date.UTC(2026, 2, 1) + 0.125 });
    const log = builder.build('fine');
    writeFileSync(file('fine.parquet'), writeParquet(log));
    const readings = [await readXes(xesFile(log)), await readParquet(file('fine.parquet'))];
    expect(readings.map((reading) => [...logOf(reading).instantMs])).toEqual([
      [...log.instantMs],
      [...log.instantMs],
    ]);
  });
});

describe('a damaged file is refused with its reason', () => {
  test('a column file that is cut, garbled or of another kind', async () => {
    const builder = new EventLogBuilder();
    builder.add({ caseId: '1', activity: 'a', instantMs: 0 });
    await writeAvlog(builder.build('one'), file('whole.avlog'));
    const whole = readFileSync(file('whole.avlog'));
    const cut: [Uint8Array, string][] = [
      [whole.subarray(0, whole.length - 8), 'shorter'],
      [whole.subarray(0, 40), 'damaged'],
      [whole.subarray(0, 3), 'no .avlog file'],
      [Buffer.from('case,activity'), 'no .avlog file'],
    ];
    for (const [bytes, reason] of cut) {
      writeFileSync(file('cut.avlog'), bytes);
      const reading = await readAvlog(file('cut.avlog'));
      expect((await readPairColumns(file('cut.avlog'))).kind).toBe('broken');
      expect(reading.kind === 'broken' && reading.problem.reason).toContain(reason);
    }
  });

  test('a Parquet file that is cut or lacks a column', async () => {
    const builder = new EventLogBuilder();
    builder.add({ caseId: '1', activity: 'a', instantMs: 0 });
    const whole = writeParquet(builder.build('one'));
    writeFileSync(file('cut.parquet'), whole.subarray(0, whole.length - 9));
    expect(await readParquet(file('cut.parquet'))).toMatchObject({ kind: 'broken' });
    writeFileSync(file('whole.parquet'), whole);
    const reading = await readParquet(file('whole.parquet'), { columns: { case: 'loan' } });
    expect(reading.kind === 'broken' && reading.problem.reason).toContain('no column loan');
  });
});

const schema = join(sharedData ?? '', 'schemas', 'xes-ieee-1849-2016.xsd');
const canValidate = sharedData !== undefined && spawnSync('xmllint', ['--version']).status === 0;

(canValidate ? test : test.skip)(
  'XES we write is valid by the schema of IEEE 1849-2016',
  async () => {
    const builder = new EventLogBuilder();
    builder.add({
      caseId: 'G & <1>',
      activity: '放款\n"x"\u0001\ud800',
      instantMs: 1e12 + 0.5,
      startMs: 1e12,
      resource: 'r',
      lifecycle: 'start',
      attributes: {
        'loan amount': 5,
        loan_amount: 6,
        '1st': 1.5,
        '': 'x',
        'a"b': true,
        担保: new Date(0),
      },
    });
    builder.describeCase('G & <1>', { 'concept:name': 'other', 'x y': 1e300 });
    const valid = (path: string): void => {
      execFileSync('xmllint', ['--noout', '--schema', schema, path], { stdio: 'pipe' });
    };
    valid(xesFile(builder.build('a log')));
    fc.assert(
      fc.property(anyLog, (log) => {
        valid(xesFile(log));
      }),
      { numRuns: 20 },
    );
    const running = await readXes(join(sharedData ?? '', 'eventlogs', 'running-example.xes.gz'));
    valid(xesFile(logOf(running)));
  },
);
