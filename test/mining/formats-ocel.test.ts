import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, jest, test } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { attributeAt } from '#mining/log/attribute-column';
import type { EventLog } from '#mining/log/event-log';
import { ocelOfLog } from '#mining/formats/ocel/ocel-of-log';
import { decodeText } from '#mining/formats/input/whole-input';
import { parseOcelJson } from '#mining/formats/ocel/read-ocel-json';
import { openDatabase, rowsOf } from '#mining/formats/ocel/sqlite-engine';
import { writeOcelJson } from '#mining/formats/ocel/write-ocel-json';
import { writeOcelSqlite } from '#mining/formats/ocel/write-ocel-sqlite';
import { readLog } from '#mining/formats/read-log';
import type { LogReading } from '#mining/formats/reading';
import { anyLog, logOf, said, saidAsText } from './formats-arbitrary-log.js';
import { sharedData } from './shared-data.js';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'aval-ocel-'));

async function readBytes(bytes: string | Uint8Array): Promise<LogReading> {
  const file = join(folder, 'log.ocel');
  writeFileSync(file, bytes);
  return readLog(file, { name: 'any' });
}

/** The order of cases may differ: a case without events of its own order is placed by its first event. */
function byCase(log: EventLog, speak: (log: EventLog) => unknown): string[] {
  return (speak(log) as { caseId: string }[]).map((one) => JSON.stringify(one)).sort();
}

describe('object-centric logs survive being written and read', () => {
  test('as JSON', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, async (log) => {
        const read = logOf(await readBytes([...writeOcelJson(ocelOfLog(log))].join('')));
        expect(said(read)).toEqual(said(log));
      }),
      { numRuns: 25 },
    );
  });

  test('as SQLite', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, async (log) => {
        const read = logOf(await readBytes(await writeOcelSqlite(ocelOfLog(log))));
        expect(byCase(read, saidAsText)).toEqual(byCase(log, saidAsText));
      }),
      { numRuns: 12 },
    );
  }, 30_000);
});

const example = (ending: string): string =>
  join(sharedData ?? '', 'schemas', `ocel20_example.${ending}`);
const withData = sharedData === undefined ? test.skip : test;

describe('the example of the specification', () => {
  withData.each(['jsonocel', 'xmlocel', 'sqlite'])('%s reads the same', async (ending) => {
    const reading = await readLog(example(ending), { objectType: 'Purchase Order' });
    const log = logOf(reading);
    expect(log.caseIds).toEqual(['PO1', 'PO2']);
    expect(log.activities).toEqual(
      [
        'Create Purchase Order',
        'Change PO Quantity',
        'Insert Invoice',
        'Set Payment Block',
        'Remove Payment Block',
      ].filter((name) => log.activities.includes(name)),
    );
    const quantity = log.caseAttributes['po_quantity'];
    expect(quantity && [attributeAt(quantity, 0), attributeAt(quantity, 1)]).toEqual(['600', '1']);
    const editor = log.eventAttributes['po_editor'];
    expect(editor?.kind === 'text' && editor.dictionary).toEqual(['Mike']);
  });

  withData('what we write is valid by the JSON schema of OCEL 2.0', () => {
    const schema = JSON.parse(
      readFileSync(join(sharedData ?? '', 'schemas', 'schema_ocel2.json'), 'utf8'),
    ) as object;
    const ajv = new Ajv({ strict: false });
    addFormats.default(ajv);
    const validate = ajv.compile(schema);
    const ours = parseOcelJson(decodeText(readFileSync(example('jsonocel'))));
    expect(validate(JSON.parse([...writeOcelJson(ours)].join('')))).toBe(true);
    fc.assert(
      fc.property(anyLog, (log) => {
        const written: unknown = JSON.parse([...writeOcelJson(ocelOfLog(log))].join(''));
        expect(validate(written)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  withData('the SQLite we write of it has the tables, keys and rows of the example', async () => {
    const ours = parseOcelJson(decodeText(readFileSync(example('jsonocel'))));
    const written = await openDatabase(await writeOcelSqlite(ours));
    const published = await openDatabase(readFileSync(example('sqlite')));
    const schemaOf = `select m.name as tbl, p.name, p.type, p.pk from sqlite_master m
      join pragma_table_info(m.name) p where m.type = 'table' and p.name <> 'ocel_changed_field' order by m.name, p.name`;
    const keysOf = `select m.name as tbl, k."table", k."from", k."to" from sqlite_master m
      join pragma_foreign_key_list(m.name) k where m.type = 'table' order by m.name, k."table", k."from"`;
    const rows = [
      schemaOf,
      keysOf,
      'select * from event_map_type order by 1',
      'select * from object_map_type order by 1',
      'select * from event order by 1',
      'select * from object order by 1',
      'select * from event_object order by 1, 2, 3',
      'select * from object_object order by 1, 2, 3',
      'select ocel_id, po_product, po_quantity, ocel_changed_field from object_PurchaseOrder order by ocel_time, ocel_id',
      'select ocel_id, is_blocked, ocel_changed_field from object_Invoice order by ocel_time, ocel_id',
      'select ocel_id, pr_creator from event_CreatePurchaseRequisition',
    ];
    for (const query of rows) expect(rowsOf(written, query)).toEqual(rowsOf(published, query));
    expect(rowsOf(written, 'pragma foreign_key_check')).toEqual([]);
    expect(rowsOf(written, `select ocel_time from "event_ChangePOQuantity"`)).toEqual([
      { ocel_time: '2022-01-13 11:00:00' },
    ]);
  });
});

describe('broken object-centric logs are refused with their reason', () => {
  const sound = {
    eventTypes: [{ name: 'a', attributes: [] }],
    objectTypes: [{ name: 'case', attributes: [] }],
    objects: [{ id: 'o1', type: 'case' }],
    events: [
      {
        id: 'e1',
        type: 'a',
        time: '2026-03-01T00:00:00Z',
        relationships: [{ objectId: 'o1', qualifier: '' }],
      },
    ] as unknown[],
  };
  const related = { relationships: [{ objectId: 'o1', qualifier: '' }] };
  test.each([
    ['{"events": [}', 1, 'no JSON'],
    ['{\n"eventTypes": [],\n', 3, 'no JSON'],
    [JSON.stringify({ ...sound, objects: undefined }), 1, 'needs the list objects'],
    [
      JSON.stringify({ ...sound, events: [{ id: 'e9', type: 'a', ...related }] }, null, 1),
      22,
      'no time',
    ],
    [
      JSON.stringify({ ...sound, events: [{ id: 'e9', type: 'a', time: 'noon' }] }, null, 1),
      22,
      'not an instant',
    ],
    [
      JSON.stringify({ ...sound, events: [{ id: 'e9', time: '2026-03-01' }] }, null, 1),
      22,
      'no type',
    ],
    [
      JSON.stringify({ ...sound, events: [{ id: 'e9', type: 'b', time: '2026-03-01' }] }),
      undefined,
      'not declared',
    ],
    [
      '<log>\n<object-types/><event-types><event-type name="a"><attributes/></event-type></event-types><objects/>\n<events>\n<event id="e1" type="a" time="noon"/></events></log>',
      4,
      'not an instant',
    ],
    ['<log><object-types/>\n<events></log>', 2, '</log> where <events> is open'],
  ])('%j', async (text, line, reason) => {
    const reading = await readBytes(text);
    expect(reading.kind === 'broken' && reading.problem.reason).toContain(reason);
    if (reading.kind === 'broken' && line !== undefined) expect(reading.problem.line).toBe(line);
  });

  test('a lenient reading sets the broken events aside', async () => {
    const file = join(folder, 'lenient.json.gz');
    const events = [...sound.events, { id: 'e2', type: 'a', time: '?', ...related }];
    writeFileSync(file, gzipSync(JSON.stringify({ ...sound, events })));
    const reading = await readLog(file, { lenient: true });
    expect(logOf(reading).caseIds).toEqual(['o1']);
    expect(reading.kind === 'read' && reading.setAside.events).toBe(1);
  });

  test('a database that is no log names what it lacks', async () => {
    const database = await openDatabase();
    database.run('create table event (ocel_id TEXT)');
    const reading = await readBytes(database.export());
    expect(reading.kind === 'broken' && reading.problem.reason).toContain('event_map_type');
    const cut = Buffer.from('SQLite format 3\0 and then rubbish');
    expect(await readBytes(cut)).toMatchObject({ kind: 'broken' });
  });
});
