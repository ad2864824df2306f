import type { AttributeValue } from '#mining/log/attribute-column';
import { instantText } from '../instant.js';
import type { OcelAttributeType, OcelLog, OcelObject, OcelRelation, OcelType } from './ocel-log.js';
import { openDatabase, quoted, type Database, type SqlValue } from './sqlite-engine.js';
import { distinctNames, tableSpelling } from './sqlite-names.js';

const MAPS = `
create table "event_map_type" ("ocel_type" TEXT, "ocel_type_map" TEXT, primary key ("ocel_type"));
create table "object_map_type" ("ocel_type" TEXT, "ocel_type_map" TEXT, primary key ("ocel_type"));
create table "event" ("ocel_id" TEXT, "ocel_type" TEXT, primary key ("ocel_id"),
  foreign key ("ocel_type") references "event_map_type" ("ocel_type"));
create table "object" ("ocel_id" TEXT, "ocel_type" TEXT, primary key ("ocel_id"),
  foreign key ("ocel_type") references "object_map_type" ("ocel_type"));
create table "event_object" ("ocel_event_id" TEXT, "ocel_object_id" TEXT, "ocel_qualifier" TEXT,
  primary key ("ocel_event_id", "ocel_object_id", "ocel_qualifier"),
  foreign key ("ocel_event_id") references "event" ("ocel_id"),
  foreign key ("ocel_object_id") references "object" ("ocel_id"));
create table "object_object" ("ocel_source_id" TEXT, "ocel_target_id" TEXT, "ocel_qualifier" TEXT,
  primary key ("ocel_source_id", "ocel_target_id", "ocel_qualifier"),
  foreign key ("ocel_source_id") references "object" ("ocel_id"),
  foreign key ("ocel_target_id") references "object" ("ocel_id"));
`;

const SQL_TYPES: Readonly<Record<OcelAttributeType, string>> = {
  string: 'TEXT',
  time: 'TIMESTAMP',
  integer: 'INTEGER',
  float: 'REAL',
  boolean: 'BOOLEAN',
};

/**
 * An object-centric log as an OCEL 2.0 SQLite database: a table for each type of events and objects, with every primary
 * and foreign key of the specification, enforced while the rows go in. Instants are UTC. It is made in memory.
 */
export async function writeOcelSqlite(log: OcelLog): Promise<Uint8Array> {
  const database = await openDatabase();
  try {
    database.run('pragma foreign_keys = on');
    database.run(MAPS);
    database.run('begin');
    const spellTime = timeSpelling(log);
    const eventTables = makeTables(database, 'event', log.eventTypes);
    const objectTables = makeTables(database, 'object', log.objectTypes);
    writeObjects(database, log, objectTables, spellTime);
    writeEvents(database, log, eventTables, spellTime);
    database.run('commit');
    return database.export();
  } finally {
    database.close();
  }
}

/** One type's table and the names of its columns by attribute. */
interface Table {
  readonly name: string;
  readonly columns: ReadonlyMap<string, string>;
}

function makeTables(
  database: Database,
  kind: 'event' | 'object',
  types: readonly OcelType[],
): Map<string, Table> {
  // A type called so would get the name of one of the tables above.
  const reserved = ['map_type', 'object'];
  const spellings = distinctNames(
    types.map(({ name }) => name),
    reserved,
    tableSpelling,
  );
  const tables = new Map<string, Table>();
  for (const type of types) {
    const spelling = spellings.get(type.name) ?? '';
    database.run(`insert into "${kind}_map_type" values (?, ?)`, [type.name, spelling]);
    const own = ['ocel_id', 'ocel_time', 'ocel_changed_field'];
    const columns = distinctNames(
      type.attributes.map(({ name }) => name),
      own,
    );
    const table = { name: `${kind}_${spelling}`, columns };
    database.run(tableDefinition(kind, table, type));
    tables.set(type.name, table);
  }
  return tables;
}

function tableDefinition(kind: 'event' | 'object', table: Table, type: OcelType): string {
  const columns = type.attributes.map(
    ({ name, type: kindOfValue }) =>
      `${quoted(table.columns.get(name) ?? name)} ${SQL_TYPES[kindOfValue]}`,
  );
  const parts = [
    '"ocel_id" TEXT',
    '"ocel_time" TIMESTAMP',
    ...columns,
    ...(kind === 'object' ? ['"ocel_changed_field" TEXT'] : ['primary key ("ocel_id")']),
    `foreign key ("ocel_id") references "${kind}" ("ocel_id")`,
  ];
  return `create table ${quoted(table.name)} (${parts.join(', ')})`;
}

type SpellTime = (ms: number) => string;

function writeEvents(
  database: Database,
  log: OcelLog,
  tables: ReadonlyMap<string, Table>,
  spellTime: SpellTime,
): void {
  for (const { id, type, timeMs, attributes, relations } of log.events) {
    database.run('insert into "event" values (?, ?)', [id, type]);
    const values = Object.entries(attributes);
    insert(
      database,
      tables.get(type),
      { ocel_id: id, ocel_time: spellTime(timeMs) },
      values,
      spellTime,
    );
    writeRelations(database, 'event_object', id, relations);
  }
}

function writeObjects(
  database: Database,
  log: OcelLog,
  tables: ReadonlyMap<string, Table>,
  spellTime: SpellTime,
): void {
  for (const { id, type } of log.objects) {
    database.run('insert into "object" values (?, ?)', [id, type]);
  }
  for (const object of log.objects) {
    writeValues(database, object, tables.get(object.type), spellTime);
    writeRelations(database, 'object_object', object.id, object.relations);
  }
}

/** One row for the values that the object begins with, then one for every change. */
function writeValues(
  database: Database,
  object: OcelObject,
  table: Table | undefined,
  spellTime: SpellTime,
): void {
  const sorted = [...object.values].sort((a, b) => a.timeMs - b.timeMs);
  const begin = sorted[0]?.timeMs ?? 0;
  const first = new Map<string, AttributeValue>();
  const changes = sorted.filter(({ name, value, timeMs }) => {
    if (timeMs > begin || first.has(name)) return true;
    first.set(name, value);
    return false;
  });
  const id = object.id;
  insert(database, table, { ocel_id: id, ocel_time: spellTime(begin) }, [...first], spellTime);
  for (const { name, value, timeMs } of changes) {
    const changed = table?.columns.get(name) ?? name;
    const row = { ocel_id: id, ocel_time: spellTime(timeMs), ocel_changed_field: changed };
    insert(database, table, row, [[name, value]], spellTime);
  }
}

function insert(
  database: Database,
  table: Table | undefined,
  row: Readonly<Record<string, SqlValue>>,
  values: readonly (readonly [name: string, value: AttributeValue])[],
  spellTime: SpellTime,
): void {
  if (!table) throw new RangeError('an event or object of a type that the log does not declare');
  const cells: Record<string, SqlValue> = { ...row };
  for (const [name, value] of values) {
    cells[table.columns.get(name) ?? name] = sqlValue(value, spellTime);
  }
  const names = Object.keys(cells).map(quoted).join(', ');
  const marks = Object.keys(cells)
    .map(() => '?')
    .join(', ');
  database.run(
    `insert into ${quoted(table.name)} (${names}) values (${marks})`,
    Object.values(cells),
  );
}

function writeRelations(
  database: Database,
  table: 'event_object' | 'object_object',
  id: string,
  relations: readonly OcelRelation[],
): void {
  for (const { objectId, qualifier } of relations) {
    database.run(`insert or ignore into "${table}" values (?, ?, ?)`, [id, objectId, qualifier]);
  }
}

function sqlValue(value: AttributeValue, spellTime: SpellTime): SqlValue {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value instanceof Date ? spellTime(value.getTime()) : value;
}

/** "2022-01-09 15:00:00", with microseconds throughout where any instant of the log has a fraction of a second. */
function timeSpelling(log: OcelLog): SpellTime {
  const whole =
    log.events.every(
      ({ timeMs, attributes }) => isWhole(timeMs) && Object.values(attributes).every(isWholeValue),
    ) &&
    log.objects.every(({ values }) =>
      values.every(({ timeMs, value }) => isWhole(timeMs) && isWholeValue(value)),
    );
  return (ms) => {
    const text = instantText(ms).replace('T', ' ').slice(0, -1);
    return whole ? text.slice(0, 19) : text.padEnd(26, '0');
  };
}

function isWhole(ms: number): boolean {
  return ms % 1000 === 0;
}

function isWholeValue(value: AttributeValue): boolean {
  return !(value instanceof Date) || isWhole(value.getTime());
}
