import type { AttributeColumn } from '#mining/log/attribute-column';
import { attributeAt } from '#mining/log/attribute-column';
import { LIFECYCLE, caseCount, eventCount, type EventLog } from '#mining/log/event-log';
import { parquetWriteBuffer } from 'hyparquet-writer';

interface Column {
  readonly name: string;
  readonly type: 'STRING' | 'DOUBLE' | 'BOOLEAN' | 'INSTANT';
  readonly data: unknown[];
}

/**
 * A log as one Parquet file (snappy), in columns called as pm4py calls them, one row an event. Instants are UTC with
 * microseconds. The file is made in memory.
 */
export function writeParquet(log: EventLog): Uint8Array {
  const columns = columnsOf(log);
  const buffer = parquetWriteBuffer({
    columnData: columns.map(({ name, data }) => ({ name, data })),
    schema: [
      { name: 'schema', num_children: columns.length },
      ...columns.map(({ name, type }) => ({
        name,
        ...SCHEMA[type],
        repetition_type: 'OPTIONAL' as const,
      })),
    ],
    createdBy: 'aval',
  });
  return new Uint8Array(buffer);
}

const SCHEMA = {
  STRING: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  DOUBLE: { type: 'DOUBLE' },
  BOOLEAN: { type: 'BOOLEAN' },
  INSTANT: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MICROS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
  },
} as const;

function columnsOf(log: EventLog): Column[] {
  const caseOf = caseByEvent(log);
  const events = Array.from({ length: eventCount(log) }, (_, index) => index);
  const column = (name: string, type: Column['type'], at: (index: number) => unknown): Column => ({
    name,
    type,
    data: events.map(at),
  });
  const { startMs, lifecycle } = log;
  return [
    column('case:concept:name', 'STRING', (index) => log.caseIds[caseOf[index] ?? 0]),
    column('concept:name', 'STRING', (index) => log.activities[log.activity[index] ?? 0]),
    column('time:timestamp', 'INSTANT', (index) => micros(log.instantMs[index])),
    ...(startMs ? [column('start_timestamp', 'INSTANT', (index) => micros(startMs[index]))] : []),
    column('org:resource', 'STRING', (index) => log.resources[log.resource[index] ?? -1]),
    ...(lifecycle
      ? [column('lifecycle:transition', 'STRING', (index) => LIFECYCLE[lifecycle[index] ?? 0])]
      : []),
    ...Object.entries(log.eventAttributes).map(([name, attribute]) =>
      column(name, typeOf(attribute), (index) => valueAt(attribute, index)),
    ),
    ...Object.entries(log.caseAttributes).map(([name, attribute]) =>
      column(`case:${name}`, typeOf(attribute), (index) => valueAt(attribute, caseOf[index] ?? 0)),
    ),
  ];
}

function caseByEvent(log: EventLog): Uint32Array {
  const caseOf = new Uint32Array(eventCount(log));
  for (let place = 0; place < caseCount(log); place += 1) {
    caseOf.fill(place, log.caseOffsets[place], log.caseOffsets[place + 1]);
  }
  return caseOf;
}

function micros(instantMs: number | undefined): bigint | undefined {
  if (instantMs === undefined || Number.isNaN(instantMs)) return undefined;
  const whole = Math.floor(instantMs);
  return BigInt(whole) * 1000n + BigInt(Math.round((instantMs - whole) * 1000));
}

function typeOf(attribute: AttributeColumn): Column['type'] {
  switch (attribute.kind) {
    case 'text':
      return 'STRING';
    case 'number':
      return 'DOUBLE';
    case 'boolean':
      return 'BOOLEAN';
    case 'date':
      return 'INSTANT';
  }
}

function valueAt(attribute: AttributeColumn, index: number): unknown {
  const value = attributeAt(attribute, index);
  return value instanceof Date ? micros(value.getTime()) : value;
}
