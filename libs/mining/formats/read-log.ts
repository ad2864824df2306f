import { readAvlog } from './avlog/read-avlog.js';
import { looksLikeAvlog } from './avlog/trusted-columns.js';
import { readCsvInput } from './csv/read-csv.js';
import { openInput, type OpenInput } from './input/open-input.js';
import { fieldsOf, parseJson, shapeOfJson } from './json/json-lines.js';
import { decodeText, wholeOf } from './input/whole-input.js';
import { OCEL_LISTS } from './ocel/ocel-log.js';
import { readOcelInput, type OcelOptions } from './ocel/read-ocel.js';
import { readParquet } from './parquet/read-parquet.js';
import { BrokenInput, guardReading, type LogReading } from './reading.js';
import type { ColumnNames } from './table/column-places.js';
import { looksLikeHistory } from './temporal/history-events.js';
import { readHistoryInput } from './temporal/read-history.js';
import { readXesInput } from './xes/read-xes.js';

/** The formats that logs are read from. */
export const LOG_FORMATS = [
  'xes',
  'csv',
  'parquet',
  'ocel-json',
  'ocel-xml',
  'ocel-sqlite',
  'temporal',
  'avlog',
] as const;

export type LogFormat = (typeof LOG_FORMATS)[number];

export interface LogOptions extends OcelOptions {
  /** The columns of a table; see `ColumnNames`. */
  readonly columns?: ColumnNames;
  /** The format; told by the file's first bytes where not given. */
  readonly format?: LogFormat;
}

/**
 * Reads a log of any format that we know, gzipped or not, told by its content rather than its name. Expected failures are
 * returned as `broken` with file, line and reason.
 */
export async function readLog(file: string, options: LogOptions = {}): Promise<LogReading> {
  return guardReading(file, async () => {
    const input = await openInput(file);
    const format = options.format ?? formatOfHead(input.head);
    return readAs(file, input, format, options);
  });
}

async function readAs(
  file: string,
  input: OpenInput,
  format: LogFormat | 'json',
  options: LogOptions,
): Promise<LogReading> {
  switch (format) {
    case 'xes':
      return readXesInput(file, input, options);
    case 'csv':
      return readCsvInput(file, input, options);
    case 'parquet':
      await close(input);
      return readParquet(file, options);
    case 'avlog':
      await close(input);
      return readAvlog(file);
    case 'temporal':
      return readHistoryInput(file, input, options);
    case 'json':
      return readJson(file, input, options);
    case 'ocel-json':
    case 'ocel-xml':
    case 'ocel-sqlite':
      return readOcelInput(file, input, format, options);
  }
}

/** JSON shows only when parsed whether it is a workflow's history or an object-centric log. */
async function readJson(file: string, input: OpenInput, options: LogOptions): Promise<LogReading> {
  const bytes = await wholeOf(input.chunks);
  const again = await openInput(bytes);
  const found = parseJson(decodeText(bytes, options.lenient).text);
  if (looksLikeHistory(found)) return readHistoryInput(file, again, options);
  if (looksLikeOcel(found)) return readOcelInput(file, again, 'ocel-json', options);
  throw new BrokenInput(
    `expected OCEL 2.0 (an object with eventTypes, objectTypes, events and objects) or a Temporal history (events with eventId and eventType), found ${shapeOfJson(found)}`,
    1,
  );
}

/** Any list of an object-centric log shows what the file means to be. */
function looksLikeOcel(value: unknown): boolean {
  return OCEL_LISTS.some((list) => Array.isArray(fieldsOf(value)[list]));
}

async function close(input: OpenInput): Promise<void> {
  await input.chunks[Symbol.asyncIterator]().return?.();
}

function formatOfHead(head: Uint8Array): LogFormat | 'json' {
  if (head.length === 0) throw new BrokenInput('the file is empty', 1);
  if (looksLikeAvlog(head)) return 'avlog';
  const begin = textOfHead(head);
  if (begin.startsWith('PAR1')) return 'parquet';
  if (begin.startsWith('SQLite format 3')) return 'ocel-sqlite';
  if (begin.startsWith('{') || begin.startsWith('[')) return 'json';
  if (!begin.startsWith('<')) return 'csv';
  return /<(object-types|event-types|objects|events)[\s/>]/.test(begin) ? 'ocel-xml' : 'xes';
}

/** The first characters without byte order mark and leading blanks; UTF-16 shows its markup all the same. */
function textOfHead(head: Uint8Array): string {
  const begin = Buffer.from(head.subarray(0, 4096)).toString('latin1');
  return begin
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '')
    .trimStart();
}
