import type { AttributeColumn } from '#mining/log/attribute-column';
import type { EventLog } from '#mining/log/event-log';

/** "AVLOG" and the version of the layout, padded to eight bytes. */
export const MAGIC = Uint8Array.from([0x41, 0x56, 0x4c, 0x4f, 0x47, 0x01, 0x00, 0x00]);

export type ColumnArray = Uint8Array | Uint16Array | Uint32Array | Float64Array;
export type ColumnType = 'u8' | 'u16' | 'u32' | 'f64';

/** Where a typed array lies in the file, from the beginning of the data. */
export interface ColumnPlace {
  readonly type: ColumnType;
  readonly offset: number;
  readonly length: number;
}

export type AttributePlace = ColumnPlace &
  (
    | { readonly kind: 'text'; readonly dictionary: readonly string[]; readonly missing: number }
    | { readonly kind: 'number' | 'boolean' | 'date' }
  );

/** The JSON between the magic and the data. Arrays that a log lacks are null. */
export interface ColumnFileHeader {
  readonly name: string;
  /** Case ids as lines of text among the data, since half a million of them parse slowly as JSON. */
  readonly caseIdLines: ColumnPlace | null;
  /** The ids themselves, where one of them holds a line break. */
  readonly caseIds: readonly string[] | null;
  readonly activities: readonly string[];
  readonly resources: readonly string[];
  readonly noResource: number;
  readonly wholeMs: boolean;
  readonly caseOffsets: ColumnPlace;
  readonly activity: ColumnPlace;
  readonly instantMs: ColumnPlace;
  readonly startMs: ColumnPlace | null;
  readonly resource: ColumnPlace;
  readonly lifecycle: ColumnPlace | null;
  readonly caseAttributes: Readonly<Record<string, AttributePlace>>;
  readonly eventAttributes: Readonly<Record<string, AttributePlace>>;
  /** Bytes of data after the header; a shorter file was cut. */
  readonly dataBytes: number;
}

export const BYTES_BY_TYPE: Readonly<Record<ColumnType, number>> = {
  u8: 1,
  u16: 2,
  u32: 4,
  f64: 8,
};

function typeOf(column: ColumnArray): ColumnType {
  if (column instanceof Float64Array) return 'f64';
  if (column instanceof Uint32Array) return 'u32';
  return column instanceof Uint16Array ? 'u16' : 'u8';
}

/** Lays the columns of a log one after another, each beginning at a multiple of eight bytes. */
export class ColumnLayout {
  readonly columns: ColumnArray[] = [];
  private end = 0;

  /** The bytes that all columns take, padding included. */
  get bytes(): number {
    return this.end;
  }

  place(column: ColumnArray): ColumnPlace {
    const offset = this.end;
    this.columns.push(column);
    this.end += Math.ceil(column.byteLength / 8) * 8;
    return { type: typeOf(column), offset, length: column.length };
  }

  placeAttributes(
    attributes: Readonly<Record<string, AttributeColumn>>,
  ): Record<string, AttributePlace> {
    return Object.fromEntries(
      Object.entries(attributes).map(([name, column]) => [name, this.placeAttribute(column)]),
    );
  }

  private placeAttribute(column: AttributeColumn): AttributePlace {
    if (column.kind !== 'text') return { kind: column.kind, ...this.place(column.values) };
    const { kind, dictionary, missing } = column;
    return { kind, dictionary, missing, ...this.place(column.codes) };
  }
}

/** The header of a log's file, and its columns in their places. */
export function layOut(log: EventLog): { header: ColumnFileHeader; layout: ColumnLayout } {
  const layout = new ColumnLayout();
  const asLines = !log.caseIds.some((id) => id.includes('\n'));
  const places = {
    caseIdLines: asLines ? layout.place(new Uint8Array(Buffer.from(log.caseIds.join('\n')))) : null,
    caseOffsets: layout.place(log.caseOffsets),
    activity: layout.place(log.activity),
    instantMs: layout.place(log.instantMs),
    startMs: log.startMs ? layout.place(log.startMs) : null,
    resource: layout.place(log.resource),
    lifecycle: log.lifecycle ? layout.place(log.lifecycle) : null,
    caseAttributes: layout.placeAttributes(log.caseAttributes),
    eventAttributes: layout.placeAttributes(log.eventAttributes),
  };
  const { name, activities, resources, noResource, wholeMs } = log;
  const caseIds = asLines ? null : log.caseIds;
  const names = { name, caseIds, activities, resources, noResource, wholeMs: wholeMs === true };
  return { header: { ...names, ...places, dataBytes: layout.bytes }, layout };
}
