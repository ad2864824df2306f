import { open } from 'node:fs/promises';
import type { AttributeColumn } from '#mining/log/attribute-column';
import type { EventLog } from '#mining/log/event-log';
import { BrokenInput, guardReading, type LogReading } from '../reading.js';
import {
  BYTES_BY_TYPE,
  MAGIC,
  type AttributePlace,
  type ColumnArray,
  type ColumnFileHeader,
  type ColumnPlace,
} from './column-file.js';
import { checkPairLog, headerOf, looksLikeAvlog } from './trusted-columns.js';

const LINE_BREAK = 10;

/**
 * Reads one of our column files: one read into memory, and the log's columns are views of it. Ten million events load in
 * a fraction of a second.
 */
export async function readAvlog(file: string): Promise<LogReading> {
  return guardReading(file, async () => {
    const bytes = await readWhole(file);
    if (!looksLikeAvlog(bytes)) throw new BrokenInput('this is no .avlog file of version 1');
    const log = logOf(bytes);
    checkLog(log);
    return { kind: 'read', log, setAside: { events: 0, problems: [] } };
  });
}

async function readWhole(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    // Every byte of it is read below, or the file is refused: so it need not be cleared first.
    const bytes = Buffer.allocUnsafeSlow(size);
    let filled = 0;
    while (filled < size) {
      const { bytesRead } = await handle.read(bytes, filled, size - filled);
      if (bytesRead === 0) throw new BrokenInput('the file is shorter than it says');
      filled += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}

function logOf(bytes: Uint8Array<ArrayBuffer>): EventLog {
  const begin = MAGIC.length + 8;
  const headerBytes = bytes.length < begin ? 0 : new DataView(bytes.buffer).getUint32(8, true);
  const header = headerOf(bytes.subarray(begin, begin + headerBytes));
  const dataBegin = begin + headerBytes;
  if (bytes.length < dataBegin + header.dataBytes) {
    throw new BrokenInput('the file is shorter than its header says');
  }
  const column = (place: ColumnPlace): ColumnArray => view(bytes.buffer, dataBegin, place);
  const attributes = (
    places: Readonly<Record<string, AttributePlace>>,
  ): Record<string, AttributeColumn> =>
    Object.fromEntries(Object.entries(places).map(([name, at]) => [name, attribute(at, column)]));
  const { name, activities, resources, noResource, wholeMs, startMs, lifecycle } = header;
  let caseIds = header.caseIds ?? (header.caseOffsets.length > 1 ? undefined : []);
  if (!caseIds) checkCaseIds(header, column);
  return {
    name,
    // Half a million names are read when they are asked for: most analyses never do.
    get caseIds() {
      caseIds ??= linesOf(header.caseIdLines, column);
      return caseIds;
    },
    activities,
    resources,
    noResource,
    wholeMs,
    caseOffsets: column(header.caseOffsets) as Uint32Array,
    activity: column(header.activity) as Uint8Array,
    instantMs: column(header.instantMs) as Float64Array,
    resource: column(header.resource) as Uint32Array,
    ...(startMs && { startMs: column(startMs) as Float64Array }),
    ...(lifecycle && { lifecycle: column(lifecycle) as Uint8Array }),
    caseAttributes: attributes(header.caseAttributes),
    eventAttributes: attributes(header.eventAttributes),
  };
}

function linesOf(
  place: ColumnPlace | null,
  column: (at: ColumnPlace) => ColumnArray,
): readonly string[] {
  if (!place) throw new BrokenInput('the header of the file names no cases');
  const bytes = column(place);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  return text.split('\n');
}

/** As many names as cases: counted without reading them. */
function checkCaseIds(
  { caseIdLines, caseOffsets }: ColumnFileHeader,
  column: (at: ColumnPlace) => ColumnArray,
): void {
  if (!caseIdLines) throw new BrokenInput('the header of the file names no cases');
  const bytes = column(caseIdLines);
  let lines = 1;
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] === LINE_BREAK) lines += 1;
  if (lines !== caseOffsets.length - 1) {
    throw new BrokenInput('the columns of the file do not fit each other');
  }
}

function attribute(
  place: AttributePlace,
  column: (at: ColumnPlace) => ColumnArray,
): AttributeColumn {
  if (place.kind !== 'text') return { kind: place.kind, values: column(place) as Float64Array };
  const { kind, dictionary, missing } = place;
  return { kind, dictionary, missing, codes: column(place) as Uint32Array };
}

function view(buffer: ArrayBuffer, dataBegin: number, place: ColumnPlace): ColumnArray {
  const { type, length } = place;
  const at = dataBegin + place.offset;
  if (at + length * BYTES_BY_TYPE[type] > buffer.byteLength || at % 8 !== 0) {
    throw new BrokenInput('a column lies outside of the file');
  }
  switch (type) {
    case 'u8':
      return new Uint8Array(buffer, at, length);
    case 'u16':
      return new Uint16Array(buffer, at, length);
    case 'u32':
      return new Uint32Array(buffer, at, length);
    case 'f64':
      return new Float64Array(buffer, at, length);
  }
}

function checkLog(log: EventLog): void {
  const columns = [log.resource, log.startMs, log.lifecycle];
  const even = columns.every((column) => !column || column.length === log.instantMs.length);
  if (!even) throw new BrokenInput('the columns of the file do not fit each other');
  checkPairLog(log);
}
