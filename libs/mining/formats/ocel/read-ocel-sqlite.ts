import type { AttributeValue } from '#mining/log/attribute-column';
import { instantMsOfText } from '../instant.js';
import { BrokenInput } from '../reading.js';
import {
  attributeTypeNamed,
  troubleOfEvent,
  typedValue,
  type OcelAttributeType,
  type OcelEvent,
  type OcelLog,
  type OcelObject,
  type OcelObjectValue,
  type OcelRelation,
  type OcelType,
} from './ocel-log.js';
import { openDatabase, quoted, rowsOf, type Database, type SqlValue } from './sqlite-engine.js';

const TABLES = [
  'event',
  'object',
  'event_map_type',
  'object_map_type',
  'event_object',
  'object_object',
];
const OWN_COLUMNS = new Set(['ocel_id', 'ocel_time', 'ocel_changed_field']);

/** Reads an OCEL 2.0 SQLite database. Throws BrokenInput, naming the table, where it is no such log. */
export async function parseOcelSqlite(bytes: Uint8Array): Promise<OcelLog> {
  const database = await openDatabase(bytes);
  try {
    checkTables(database);
    const eventTables = typeTables(database, 'event');
    const objectTables = typeTables(database, 'object');
    return {
      eventTypes: eventTables.map(({ type }) => type),
      objectTypes: objectTables.map(({ type }) => type),
      events: eventsOf(database, eventTables),
      objects: objectsOf(database, objectTables),
    };
  } finally {
    database.close();
  }
}

function checkTables(database: Database): void {
  const present = new Set(
    rowsOf(database, `select name from sqlite_master where type = 'table'`).map(({ name }) => name),
  );
  const missing = TABLES.filter((table) => !present.has(table));
  if (missing.length > 0) throw new BrokenInput(`OCEL 2.0 needs the table ${missing.join(', ')}`);
}

/** The table of one type of events or objects. */
interface TypeTable {
  readonly type: OcelType;
  readonly rows: readonly Readonly<Record<string, SqlValue>>[];
}

function typeTables(database: Database, kind: 'event' | 'object'): TypeTable[] {
  return rowsOf(database, `select ocel_type, ocel_type_map from ${kind}_map_type`).map((row) => {
    const table = quoted(`${kind}_${text(row['ocel_type_map'])}`);
    const columns = rowsOf(database, `select name, type from pragma_table_info(${table})`);
    if (columns.length === 0) throw new BrokenInput(`OCEL 2.0 needs the table ${table}`);
    const attributes = columns
      .map(({ name, type }) => ({ name: text(name), type: columnType(text(type)) }))
      .filter(({ name }) => !OWN_COLUMNS.has(name));
    const type = { name: text(row['ocel_type']), attributes };
    return { type, rows: rowsOf(database, `select * from ${table} order by rowid`) };
  });
}

function columnType(declared: string): OcelAttributeType {
  if (/INT/i.test(declared)) return 'integer';
  if (/REAL|FLOA|DOUB|NUMERIC|DECIMAL/i.test(declared)) return 'float';
  return attributeTypeNamed(declared);
}

/** Events in the order of the table `event`. */
function eventsOf(database: Database, tables: readonly TypeTable[]): OcelEvent[] {
  const relations = relationsOf(database, 'event_object', 'ocel_event_id', 'ocel_object_id');
  const rows = new Map<string, TypeTable['rows'][number]>();
  const types = new Map(tables.map(({ type }) => [type.name, type]));
  for (const table of tables) {
    for (const row of table.rows) rows.set(`${table.type.name}\n${text(row['ocel_id'])}`, row);
  }
  return rowsOf(database, 'select ocel_id, ocel_type from event order by rowid').map((entry) => {
    const id = text(entry['ocel_id']);
    const type = text(entry['ocel_type']);
    const row = rows.get(`${type}\n${id}`) ?? {};
    const time = row['ocel_time'];
    const timeMs = instantMsOfText(text(time));
    const attributes: Record<string, AttributeValue> = {};
    for (const declared of types.get(type)?.attributes ?? []) {
      const value = typedValue(row[declared.name], declared.type);
      if (value !== undefined) attributes[declared.name] = value;
    }
    const trouble = troubleOfEvent(type, time, timeMs);
    return {
      id,
      type,
      timeMs,
      attributes,
      relations: relations.get(id) ?? [],
      trouble: trouble && `event ${id}: ${trouble}`,
    };
  });
}

/** Objects in the order of the table `object`. */
function objectsOf(database: Database, tables: readonly TypeTable[]): OcelObject[] {
  const relations = relationsOf(database, 'object_object', 'ocel_source_id', 'ocel_target_id');
  const values = new Map<string, OcelObjectValue[]>();
  for (const { type, rows } of tables) {
    for (const row of rows) {
      const id = text(row['ocel_id']);
      const known = values.get(id) ?? [];
      known.push(...valuesOf(row, type));
      values.set(id, known);
    }
  }
  return rowsOf(database, 'select ocel_id, ocel_type from object order by rowid').map((entry) => {
    const id = text(entry['ocel_id']);
    return {
      id,
      type: text(entry['ocel_type']),
      values: values.get(id) ?? [],
      relations: relations.get(id) ?? [],
    };
  });
}

/** A row with `ocel_changed_field` tells a change of that field alone; one without tells all values. */
function valuesOf(row: Readonly<Record<string, SqlValue>>, type: OcelType): OcelObjectValue[] {
  const changed = text(row['ocel_changed_field']);
  const timeMs = instantMsOfText(text(row['ocel_time'])) || 0;
  return type.attributes
    .filter(({ name }) => changed === '' || name === changed)
    .flatMap((declared) => {
      const value = typedValue(row[declared.name], declared.type);
      return value === undefined ? [] : [{ name: declared.name, value, timeMs }];
    });
}

function relationsOf(
  database: Database,
  table: string,
  from: string,
  to: string,
): Map<string, OcelRelation[]> {
  const relations = new Map<string, OcelRelation[]>();
  const query = `select ${from} as source, ${to} as target, ocel_qualifier from ${table} order by rowid`;
  for (const row of rowsOf(database, query)) {
    const source = text(row['source']);
    const known = relations.get(source) ?? [];
    known.push({ objectId: text(row['target']), qualifier: text(row['ocel_qualifier']) });
    relations.set(source, known);
  }
  return relations;
}

function text(value: SqlValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
