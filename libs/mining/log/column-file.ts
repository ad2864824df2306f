import type { AttributeColumn } from './attribute-column.js';
import type { Codes, EventLog } from './event-log.js';

/**
 * A log as one block of bytes that needs no parsing: a header in JSON, then the columns as they lie in memory, each on
 * an eight-byte boundary, little-endian. Reading it is reading the file.
 */
const MAGIC = 'AVALLOG1';
const PREAMBLE = 16;
/** A character that no case id has. */
const BETWEEN_IDS = '\u0000';

const KINDS = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f64: Float64Array } as const;
type Kind = keyof typeof KINDS;
type Column = Codes | Float64Array;

interface Placed {
  readonly kind: Kind;
  readonly offset: number;
  readonly length: number;
}

type PlacedAttribute =
  | { kind: 'text'; dictionary: readonly string[]; missing: number; codes: Placed }
  | { kind: 'number' | 'boolean' | 'date'; values: Placed };

interface Header {
  readonly name: string;
  readonly activities: readonly string[];
  readonly resources: readonly string[];
  readonly noResource: number;
  readonly wholeMs: boolean;
  readonly columns: Readonly<Record<string, Placed>>;
  readonly caseAttributes: Readonly<Record<string, PlacedAttribute>>;
  readonly eventAttributes: Readonly<Record<string, PlacedAttribute>>;
}

/** The parts of the file, to be written one after the other. */
export function encodeColumnFile(log: EventLog): Uint8Array[] {
  const body = new Body();
  const caseIds = new TextEncoder().encode(log.caseIds.join(BETWEEN_IDS));
  const attributes = (columns: EventLog['caseAttributes']) =>
    Object.fromEntries(
      Object.entries(columns).map(([name, column]) => [name, body.placeAttribute(column)]),
    );
  const header: Header = {
    name: log.name,
    activities: log.activities,
    resources: log.resources,
    noResource: log.noResource,
    wholeMs: log.wholeMs ?? false,
    columns: {
      caseOffsets: body.place(log.caseOffsets),
      activity: body.place(log.activity),
      instantMs: body.place(log.instantMs),
      resource: body.place(log.resource),
      ...(log.startMs && { startMs: body.place(log.startMs) }),
      ...(log.lifecycle && { lifecycle: body.place(log.lifecycle) }),
      caseIds: body.place(caseIds),
    },
    caseAttributes: attributes(log.caseAttributes),
    eventAttributes: attributes(log.eventAttributes),
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const head = new Uint8Array(padded(PREAMBLE + json.length));
  head.set(new TextEncoder().encode(MAGIC));
  new DataView(head.buffer).setUint32(8, json.length, true);
  head.set(json, PREAMBLE);
  return [head, ...body.parts];
}

class Body {
  readonly parts: Uint8Array[] = [];
  private size = 0;

  place(column: Column): Placed {
    const placed = { kind: kindOf(column), offset: this.size, length: column.length };
    const bytes = new Uint8Array(padded(column.byteLength));
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
    this.parts.push(bytes);
    this.size += bytes.length;
    return placed;
  }

  placeAttribute(column: AttributeColumn): PlacedAttribute {
    if (column.kind !== 'text') return { kind: column.kind, values: this.place(column.values) };
    const { dictionary, missing, codes } = column;
    return { kind: 'text', dictionary, missing, codes: this.place(codes) };
  }
}

/** The log in such bytes, its columns lying in them. Throws RangeError where they are none. Case ids are read when asked for. */
export function decodeColumnFile(buffer: ArrayBufferLike): EventLog {
  const text = (from: number, length: number): string =>
    // A decoder takes no shared memory, so the bytes are copied out.
    new TextDecoder().decode(new Uint8Array(buffer, from, length).slice());
  if (buffer.byteLength < PREAMBLE || text(0, MAGIC.length) !== MAGIC)
    throw new RangeError('not a column file: it does not begin with AVALLOG1');
  const length = new DataView(buffer).getUint32(8, true);
  const header = JSON.parse(text(PREAMBLE, length)) as Header;
  const origin = padded(PREAMBLE + length);
  const column = ({ kind, offset, length: items }: Placed): Column => {
    const Kind = KINDS[kind] as new (on: ArrayBufferLike, from: number, items: number) => Column;
    return new Kind(buffer, origin + offset, items);
  };
  const { columns } = header;
  const required = (name: string): Column => {
    const placed = columns[name];
    if (!placed) throw new RangeError(`column file without ${name}`);
    return column(placed);
  };
  let caseIds: readonly string[] | undefined;
  const caseIdColumn = columns['caseIds'];
  return {
    name: header.name,
    activities: header.activities,
    resources: header.resources,
    noResource: header.noResource,
    wholeMs: header.wholeMs,
    caseOffsets: required('caseOffsets') as Uint32Array,
    activity: required('activity') as Codes,
    instantMs: required('instantMs') as Float64Array,
    resource: required('resource') as Uint16Array,
    ...(columns['startMs'] && { startMs: column(columns['startMs']) as Float64Array }),
    ...(columns['lifecycle'] && { lifecycle: column(columns['lifecycle']) as Uint8Array }),
    get caseIds() {
      caseIds ??= text(origin + (caseIdColumn?.offset ?? 0), caseIdColumn?.length ?? 0).split(
        BETWEEN_IDS,
      );
      return caseIds;
    },
    caseAttributes: attributesIn(header.caseAttributes, column),
    eventAttributes: attributesIn(header.eventAttributes, column),
  };
}

function attributesIn(
  placed: Readonly<Record<string, PlacedAttribute>>,
  column: (placed: Placed) => Column,
): Record<string, AttributeColumn> {
  return Object.fromEntries(
    Object.entries(placed).map(([name, attribute]): [string, AttributeColumn] => [
      name,
      attribute.kind === 'text'
        ? { ...attribute, codes: column(attribute.codes) as Codes }
        : { kind: attribute.kind, values: column(attribute.values) as Float64Array },
    ]),
  );
}

function kindOf(column: Column): Kind {
  if (column instanceof Uint8Array) return 'u8';
  if (column instanceof Uint16Array) return 'u16';
  return column instanceof Uint32Array ? 'u32' : 'f64';
}

function padded(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
