/** Reads a file of the public SBA loan-guarantee format: CSV with a header, plain or gzipped. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { CommandFailure, exitCodes } from '../failure.js';
import { readSbaRow, requiredColumns, type RawRow, type SbaRow } from './sba-row.js';
import { reasonsToSetAside, type SetAsideRow } from './set-aside.js';

/** Which rows: 1, 1+K, 1+2K, … of the file, and of those the first `limit`. */
export interface RowSelection {
  readonly every: number;
  readonly limit: number | null;
}

export interface SbaSelection {
  readonly rows: readonly SbaRow[];
  readonly sound: readonly SbaRow[];
  readonly setAside: readonly SetAsideRow[];
}

const gzipMagic = Buffer.from([0x1f, 0x8b]);

/**
 * The selected rows, the contradictory ones apart.
 * @throws CommandFailure where the file cannot be read, lacks a column, holds a malformed row, or names one
 * loan twice among the selected rows.
 */
export async function readSbaFile(path: string, selection: RowSelection): Promise<SbaSelection> {
  const rows: SbaRow[] = [];
  for await (const { raw, no } of await selectedRowsOf(path, selection)) {
    rows.push(readSbaRow(raw, no));
  }
  refuseDoubled(rows);
  const judged = rows.map((row) => ({ row, reasons: reasonsToSetAside(row) }));
  return {
    rows,
    sound: judged.filter(({ reasons }) => reasons.length === 0).map(({ row }) => row),
    setAside: judged
      .filter(({ reasons }) => reasons.length > 0)
      .map(({ row, reasons }) => ({ loan: row.loan, reasons })),
  };
}

/** A file's name without its folder and endings: the book of its own that a replay fills. */
export function bookNameOf(path: string): string {
  const name = basename(path)
    .replace(/\.gz$/i, '')
    .replace(/\.[a-z0-9]+$/i, '');
  return name.replace(/[^A-Za-z0-9_-]+/g, '-');
}

interface NumberedRow {
  readonly no: number;
  readonly raw: RawRow;
}

/** Rows that are not selected are dropped inside the parser: most of a large file never becomes an object. */
async function selectedRowsOf(
  path: string,
  { every, limit }: RowSelection,
): Promise<AsyncIterable<NumberedRow>> {
  const gzipped = await isGzipped(path);
  const bytes: Readable = createReadStream(path);
  const text = gzipped ? bytes.pipe(createGunzip()) : bytes;
  const parser = parse({
    bom: true,
    columns: checkedHeader,
    skip_empty_lines: true,
    ...(limit === null ? {} : { to: 1 + (limit - 1) * every }),
    on_record: (raw: RawRow, { records: no }) => ((no - 1) % every === 0 ? { raw, no } : null),
  });
  for (const source of [bytes, text]) source.on('error', (error) => parser.destroy(error));
  return readable(text.pipe(parser), path);
}

async function* readable(
  parser: AsyncIterable<unknown>,
  path: string,
): AsyncGenerator<NumberedRow> {
  try {
    for await (const row of parser) yield row as NumberedRow;
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    throw unreadable(path, error);
  }
}

async function isGzipped(path: string): Promise<boolean> {
  try {
    const file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    await file.close();
    return bytesRead === 2 && buffer.equals(gzipMagic);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): CommandFailure {
  const reason = error instanceof Error ? error.message : String(error);
  return new CommandFailure(
    `${path} cannot be read: ${reason}`,
    'Name a CSV file of the public SBA loan-guarantee format, plain or gzipped (docs/replay.md).',
    exitCodes.misused,
  );
}

function checkedHeader(header: string[]): string[] {
  const names = header.map((name) => name.trim().toLowerCase());
  const missing = requiredColumns.filter((column) => !names.includes(column));
  if (missing.length === 0) return names;
  throw new CommandFailure(
    `the header lacks ${missing.length === 1 ? 'the column' : 'the columns'} ${missing.join(', ')}`,
    'Use the file as published by the SBA with these column names (docs/replay.md).',
    exitCodes.misused,
  );
}

function refuseDoubled(rows: readonly SbaRow[]): void {
  const seen = new Map<string, number>();
  for (const { loan, no } of rows) {
    const before = seen.get(loan);
    if (before !== undefined) {
      throw new CommandFailure(
        `rows ${before} and ${no} are both loan ${loan}`,
        'A loan becomes one guarantee: leave one of the rows out.',
        exitCodes.misused,
      );
    }
    seen.set(loan, no);
  }
}
