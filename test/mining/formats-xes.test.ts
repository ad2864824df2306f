import { gzipSync } from 'node:zlib';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { attributeAt } from '#mining/log/attribute-column';
import { caseCount, eventCount, type EventLog } from '#mining/log/event-log';
import { readXes } from '#mining/formats/xes/read-xes';
import type { LogReading, ReadingOptions } from '#mining/formats/reading';
import { sharedData } from './shared-data.js';

const folder = mkdtempSync(join(tmpdir(), 'aval-xes-'));

async function readText(
  text: string | Uint8Array,
  options: ReadingOptions = {},
): Promise<LogReading> {
  const file = join(folder, 'log.xes');
  writeFileSync(file, text);
  return readXes(file, options);
}

function logOf(reading: LogReading): EventLog {
  if (reading.kind === 'broken') throw new Error(reading.problem.reason);
  return reading.log;
}

const event = (name: string, time: string, more = ''): string =>
  `<event><string key="concept:name" value="${name}"/><date key="time:timestamp" value="${time}"/>${more}</event>`;
const trace = (name: string, events: string): string =>
  `<trace><string key="concept:name" value="${name}"/>${events}</trace>`;
const xes = (body: string): string =>
  `<?xml version="1.0"?>\n<log xes.version="1.0">\n${body}\n</log>`;

describe('reading XES', () => {
  test('instants of different offsets become the same UTC instant', async () => {
    const log = logOf(
      await readText(
        xes(
          trace(
            'G-1',
            event('a', '2026-03-01T08:00:00.250+08:00') + event('b', '2026-03-01T00:00:00.250Z'),
          ),
        ),
      ),
    );
    expect([...log.instantMs]).toEqual([1772323200250, 1772323200250]);
  });

  test('entities, single quotes, comments and CDATA are read as XML means them', async () => {
    const body = `<!-- <trace> --><![CDATA[ <x> ]]><trace><string value='R &amp; D &#x4fdd;&#20989;' key='concept:name'
      />${event('5 &lt; 6', '2026-03-01T08:00:00Z')}</trace>`;
    const log = logOf(await readText(xes(body)));
    expect(log.caseIds).toEqual(['R & D 保函']);
    expect(log.activities).toEqual(['5 < 6']);
  });

  test('attributes keep their kind and nested ones do not leak out', async () => {
    const more = `<int key="amount" value="42"/><boolean key="ok" value="true"/>
      <string key="note" value="x"><string key="concept:name" value="inner"/></string>
      <list key="l"><values><string key="concept:name" value="listed"/></values></list>`;
    const log = logOf(await readText(xes(trace('1', event('a', '2026-03-01T08:00:00Z', more)))));
    const read = Object.entries(log.eventAttributes).map(([k, c]) => [k, attributeAt(c, 0)]);
    expect(Object.fromEntries(read)).toEqual({ amount: 42, ok: true, note: 'x' });
    expect(log.activities).toEqual(['a']);
  });

  test('a trace named after its events, or not at all, is still one case', async () => {
    const late = `<trace>${event('a', '2026-03-01T08:00:00Z')}<string key="concept:name" value="L"/></trace>`;
    const nameless = `<trace>${event('a', '2026-03-01T08:00:00Z')}</trace>`;
    expect(logOf(await readText(xes(late + nameless))).caseIds).toEqual(['L', 'trace 2']);
  });

  test('gzip, a byte order mark and UTF-16 make no difference', async () => {
    const text = xes(trace('担保', event('审批', '2026-03-01T08:00:00Z')));
    const expected = ['担保', '审批'];
    const encodings = [
      gzipSync(text),
      Buffer.from(`\ufeff${text}`),
      Buffer.from(`\ufeff${text}`, 'utf16le'),
    ];
    for (const bytes of encodings) {
      const log = logOf(await readText(bytes));
      expect([log.caseIds[0], log.activities[0]]).toEqual(expected);
    }
  });
});

describe('broken XES is refused with its line and reason', () => {
  const sound = event('a', '2026-03-01T08:00:00Z');
  test.each([
    ['', undefined, 'holds no XML'],
    ['<log>\n<trace>\n</log>', 3, '</log> where <trace> is open'],
    ['<log>\n<trace>', 2, 'before </trace>, opened in line 2'],
    ['<log><trace', 1, 'inside a tag'],
    ['<events/>', 1, 'begins with <log>'],
    ['<log>&nbsp;<string key=a value="1"/></log>', 1, 'without quotes'],
    ['<log/>\n<log/>', 2, 'second outermost'],
    [
      xes(`<trace>\n<event>\n<string key="concept:name" value="&nope;"/></event></trace>`),
      5,
      'unknown entity',
    ],
    [xes(trace('1', `${sound}\n${event('b', 'yesterday')}`)), 4, 'not an instant: yesterday'],
    [xes(trace('1', event('b', '2026-02-30T08:00:00Z'))), 3, 'not an instant'],
    [
      xes(trace('1', '<event><string key="concept:name" value="a"/></event>')),
      3,
      'no time:timestamp',
    ],
    [
      xes(trace('1', '<event><date key="time:timestamp" value="2026-03-01T08:00:00Z"/></event>')),
      3,
      'no concept:name',
    ],
    [xes(sound), 3, 'belongs to no trace'],
    [
      xes(trace('1', event('a', '2026-03-01T08:00:00Z', '<int key="n" value="many"/>'))),
      3,
      'n is no int',
    ],
  ])('%j', async (text, line, reason) => {
    const reading = await readText(text);
    expect(reading).toMatchObject({ kind: 'broken' });
    if (reading.kind !== 'broken') return;
    expect(reading.problem.reason).toContain(reason);
    if (line !== undefined) expect(reading.problem.line).toBe(line);
  });

  test('bytes that are not UTF-8 are refused, never replaced', async () => {
    const text = xes(trace('1', event('caf?', '2026-03-01T08:00:00Z')));
    const bytes = Buffer.from(text);
    bytes[bytes.indexOf('?', 30)] = 0xe9;
    expect(await readText(bytes)).toMatchObject({ kind: 'broken', problem: { line: 3 } });
  });

  test('a file that is not there, and a gzip cut short', async () => {
    const missing = await readXes(join(folder, 'missing.xes'));
    expect(missing).toMatchObject({ kind: 'broken', problem: { reason: 'there is no such file' } });
    const cut = gzipSync(xes(trace('1', sound))).subarray(0, 60);
    expect(await readText(cut)).toMatchObject({
      kind: 'broken',
      problem: { reason: 'the compressed data is damaged or cut short' },
    });
  });

  test('a lenient reading keeps the sound events and says what it set aside', async () => {
    const text = xes(
      trace('1', `${sound}\n${event('b', 'yesterday')}\n${event('c', '2026-03-02')}`),
    );
    const reading = await readText(text.slice(0, text.indexOf('</trace>')), { lenient: true });
    expect(logOf(reading).activities).toEqual(['a', 'c']);
    if (reading.kind !== 'read') return;
    expect(reading.setAside.events).toBe(1);
    expect(reading.setAside.problems.map((problem) => problem.line)).toEqual([4, 5]);
  });
});

describe('the public logs', () => {
  const logs: [string, number, number, number][] = [
    ['running-example', 42, 6, 8],
    ['receipt', 8577, 1434, 27],
    ['helpdesk', 21348, 4580, 14],
    ['interval_event_log', 8109, 1266, 8],
    ['bpic2012', 262200, 13087, 24],
  ];
  (sharedData === undefined ? test.skip : test).each(logs)(
    '%s has the published number of events, cases and activities',
    async (name, events, cases, activities) => {
      const log = logOf(await readXes(join(sharedData ?? '', 'eventlogs', `${name}.xes.gz`)));
      expect([log.name, eventCount(log), caseCount(log), log.activities.length]).toEqual([
        name,
        events,
        cases,
        activities,
      ]);
    },
    60_000,
  );
});
