import { open, type FileHandle } from 'node:fs/promises';
import {
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type AsyncBuffer,
  type FileMetaData,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { logName } from '../log-name.js';
import { BrokenInput, EventIntake, guardReading, type LogReading } from '../reading.js';
import type { ReadingOptions } from '../reading.js';
import { placeColumns, type ColumnNames } from '../table/column-places.js';
import { instantParsers } from './parquet-instant.js';
import { ParquetTable } from './parquet-table.js';

export interface ParquetOptions extends ReadingOptions {
  /** Columns by name; those not named are found by their usual names. */
  readonly columns?: ColumnNames;
}

const ROWS_AT_ONCE = 50_000;

/**
 * Reads a log from a Parquet file (any codec that Arrow writes), some ten thousand rows at a time. Timestamps keep their
 * microseconds; those without a time zone are UTC. Further columns become attributes, those called `case:…` of the case.
 */
export async function readParquet(file: string, options: ParquetOptions = {}): Promise<LogReading> {
  return guardReading(file, async () => {
    const handle = await open(file);
    try {
      return await readOpened(file, await bufferOf(handle), options);
    } finally {
      await handle.close();
    }
  });
}

async function readOpened(
  file: string,
  buffer: AsyncBuffer,
  options: ParquetOptions,
): Promise<LogReading> {
  const intake = new EventIntake(file, options.lenient ?? false);
  const metadata = await understood(() => parquetMetadataAsync(buffer));
  const header = parquetSchema(metadata).children.map((child) => child.element.name);
  const table = new ParquetTable(intake, placeColumns(header, options.columns ?? {}));
  const rows = Number(metadata.num_rows);
  for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
    const to = Math.min(rows, from + ROWS_AT_ONCE);
    table.hear(from, to, await understood(() => columnsOf(buffer, metadata, header, from, to)));
  }
  return intake.finish(options.name ?? logName(file));
}

/** The values of all columns for rows `from` up to `to`. */
async function columnsOf(
  file: AsyncBuffer,
  metadata: FileMetaData,
  header: readonly string[],
  from: number,
  to: number,
): Promise<unknown[][]> {
  const columns = header.map(() => new Array<unknown>(to - from));
  await parquetRead({
    file,
    metadata,
    compressors,
    parsers: instantParsers,
    rowStart: from,
    rowEnd: to,
    onChunk: ({ columnName, columnData, rowStart, rowEnd }) => {
      const column = columns[header.indexOf(columnName)] ?? [];
      const first = Math.max(from, rowStart);
      const last = Math.min(to, rowEnd);
      for (let row = first; row < last; row += 1) column[row - from] = columnData[row - rowStart];
    },
  });
  return columns;
}

async function bufferOf(handle: FileHandle): Promise<AsyncBuffer> {
  const { size } = await handle.stat();
  if (size < 12) throw new BrokenInput('the file is too short for Parquet');
  return {
    byteLength: size,
    slice: async (start, end = size) => {
      const bytes = new Uint8Array(Math.max(0, end - start));
      await handle.read(bytes, 0, bytes.length, start);
      return bytes.buffer;
    },
  };
}

/** The library tells a damaged file by throwing plain errors. */
async function understood<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (trouble) {
    const reason = trouble instanceof Error ? trouble.message : String(trouble);
    throw new BrokenInput(`the Parquet data can't be read: ${reason}`);
  }
}
