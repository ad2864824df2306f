import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readLog } from '#mining/formats/read-log';

const folder = mkdtempSync(join(tmpdir(), 'aval-lenient-'));
const BAD = Buffer.from([0x61, 0xff, 0xfe, 0x62]);
const MIB = 1 << 20;

/** Writes pieces of text and bytes as one file. */
function fileOf(name: string, ...pieces: (string | Buffer)[]): string {
  const file = join(folder, name);
  writeFileSync(file, Buffer.concat(pieces.map((piece) => Buffer.from(piece))));
  return file;
}

async function lenient(file: string) {
  const reading = await readLog(file, { lenient: true });
  if (reading.kind === 'broken') throw new Error(reading.problem.reason);
  const { log, setAside } = reading;
  return { cases: log.caseIds, events: log.instantMs.length, setAside };
}

async function strict(file: string) {
  const reading = await readLog(file);
  return reading.kind === 'broken' ? reading.problem : undefined;
}

const trace = (name: string, ...events: (string | Buffer)[]): (string | Buffer)[] => [
  `<trace>\n<string key="concept:name" value="${name}"/>\n`,
  ...events,
  '</trace>\n',
];
const event = (value: string | Buffer, day = 1): (string | Buffer)[] => [
  `<event>\n<string key="concept:name" value="a"/><date key="time:timestamp" value="2026-01-0${day}T00:00:00Z"/>\n<string key="note" value="`,
  value,
  '"/>\n</event>\n',
];
const xes = (name: string, ...pieces: (string | Buffer)[]): string =>
  fileOf(name, '<log>\n', ...pieces, '</log>\n');

describe('one broken value costs its event, not the file', () => {
  test.each<[string, string | Buffer, string]>([
    ['bytes that are not UTF-8', BAD, 'not valid UTF-8'],
    ['an entity that nobody defined', 'x &company; y', 'unknown entity &company;'],
    ['a tag of more than 16 MiB', 'x'.repeat(17 * MIB), 'more than 16 MiB'],
  ])(
    'in XES: %s',
    async (_, value, reason) => {
      const file = xes(
        'value.xes',
        ...trace('1', ...event('good'), ...event(value, 2), ...event('good', 3)),
        ...trace('2', ...event('good')),
      );
      const { cases, events, setAside } = await lenient(file);
      expect([cases, events, setAside.events]).toEqual([['1', '2'], 3, 1]);
      expect(setAside.problems).toEqual([
        expect.objectContaining({
          file,
          line: 10,
          reason: expect.stringContaining(reason) as unknown,
        }),
      ]);
      if (value.length < MIB)
        expect(await strict(file)).toMatchObject({ file, line: 10, avoidable: true });
    },
    60_000,
  );

  test('in XES, in the name of a case: all of that case, and no other', async () => {
    const file = xes(
      'case.xes',
      '<trace>\n<string key="concept:name" value="',
      BAD,
      '"/>\n',
      ...event('good'),
      ...event('good', 2),
      '</trace>\n',
      ...trace('2', ...event('good')),
    );
    const { cases, setAside } = await lenient(file);
    expect([cases, setAside.events]).toEqual([['2'], 2]);
  });

  test('in OCEL XML: bytes, an entity and a huge tag', async () => {
    const at = (id: string, note: string | Buffer): (string | Buffer)[] => [
      `<event id="${id}" type="pay" time="2026-01-01T00:00:00Z"><attributes><attribute name="note">`,
      note,
      '</attribute></attributes><objects><relationship object-id="o1" qualifier=""/></objects></event>\n',
    ];
    const file = fileOf(
      'broken.xmlocel',
      '<log><object-types><object-type name="order"><attributes/></object-type></object-types>\n',
      '<event-types><event-type name="pay"><attributes><attribute name="note" type="string"/></attributes></event-type></event-types>\n',
      '<objects><object id="o1" type="order"><attributes/></object></objects>\n<events>\n',
      ...at('e1', 'good'),
      ...at('e2', BAD),
      ...at('e3', '&company;'),
      ...at('e4', 'good'),
      '</events></log>',
    );
    const { events, setAside } = await lenient(file);
    expect([events, setAside.events]).toEqual([2, 2]);
    expect(setAside.problems.map(({ line }) => line)).toEqual([6, 7]);
    expect(await strict(file)).toMatchObject({ line: 6 });
  });

  test('in OCEL JSON and in a Temporal history: bytes', async () => {
    const ocelEvent = (id: string, note: string | Buffer): (string | Buffer)[] => [
      `{"id":"${id}","type":"pay","time":"2026-01-01T00:00:00Z","attributes":[{"name":"note","value":"`,
      note,
      '"}],"relationships":[{"objectId":"o1","qualifier":""}]}',
    ];
    const ocel = fileOf(
      'broken.jsonocel',
      '{"eventTypes":[{"name":"pay","attributes":[{"name":"note","type":"string"}]}],"objectTypes":[{"name":"order","attributes":[]}],\n',
      '"objects":[{"id":"o1","type":"order","attributes":[],"relationships":[]}],"events":[\n',
      ...ocelEvent('e1', 'good'),
      ',\n',
      ...ocelEvent('e2', BAD),
      ']}',
    );
    const read = await lenient(ocel);
    expect([read.events, read.setAside.events]).toEqual([1, 1]);
    expect(read.setAside.problems[0]).toMatchObject({ line: 4 });
    expect(await strict(ocel)).toMatchObject({ line: 4, avoidable: true });
  });

  test('in CSV: bytes, a quote that is never closed, and text behind a quote', async () => {
    const file = fileOf(
      'broken.csv',
      'case,activity,timestamp\n1,a,2026-01-01\n1,',
      BAD,
      ',2026-01-02\n1,"b"x,2026-01-03\n2,a,2026-01-04\n2,"never,2026-01-05\n2,c,2026-01-06\n',
    );
    const { cases, events, setAside } = await lenient(file);
    expect([cases, events, setAside.events]).toEqual([['1', '2'], 3, 3]);
    expect(setAside.problems.map(({ line }) => line)).toEqual([3, 4, 6]);
    expect(await strict(file)).toMatchObject({ line: 3, avoidable: true });
  });

  test('in CSV: a row of more than 16 MiB', async () => {
    const file = fileOf(
      'huge.csv',
      'case,activity,timestamp,note\n1,a,2026-01-01,x\n1,b,2026-01-02,"',
      'x'.repeat(33 * MIB),
      '\n1,c,2026-01-03,y\n',
    );
    const { events, setAside } = await lenient(file);
    expect([events, setAside.events]).toEqual([2, 1]);
    expect(setAside.problems[0]).toMatchObject({ line: 3 });
  }, 60_000);
});

describe('JSON that is no log', () => {
  test.each([
    ['{"a":1}', 'found an object with the keys a'],
    ['[]', 'found an empty list'],
    ['[{"x":1}]', 'found a list that begins with an object with the keys x'],
  ])('%s is told what was expected, and what it is', async (json, found) => {
    const problem = await strict(fileOf('other.json', json));
    expect(problem?.reason).toContain('expected OCEL 2.0');
    expect(problem?.reason).toContain('Temporal history');
    expect(problem?.reason).toContain(found);
    expect(problem?.avoidable).toBeUndefined();
  });
});
