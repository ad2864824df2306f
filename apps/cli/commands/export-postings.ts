import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import type { Row } from 'write-excel-file/node';
import writeExcelFile from 'write-excel-file/node';
import { readPostings, type ExportedPosting, type PostingsQuery } from '#store/ledger/postings';
import { parseDate } from './business-values.js';
import { type JsonOption, withJson } from './command.js';
import { connectFromSettings, onDatabase, type Connect } from './connect.js';

/** The columns, in order; docs/ledger.md says what each means. */
export const postingColumns = [
  'entryId',
  'reference',
  'book',
  'guarantee',
  'drawdown',
  'valueDate',
  'bookedAt',
  'account',
  'party',
  'currency',
  'debitMinor',
  'creditMinor',
  'beneficiary',
  'claim',
] as const satisfies readonly (keyof ExportedPosting)[];

type Options = PostingsQuery & JsonOption & { readonly format: 'csv' | 'xlsx' };

/** `aval export postings --format csv|xlsx [file]`. */
export function exportPostingsCommand(connect: Connect = connectFromSettings): Command {
  const command = new Command('postings')
    .description('every posting, as CSV or as an Excel workbook')
    .addOption(new Option('--format <format>').choices(['csv', 'xlsx']).default('csv'))
    .option('--book <book>', 'one book alone')
    .option('--guarantee <number>', 'one guarantee alone')
    .option('--party <party>', 'what one party bears')
    .option('--from <date>', 'value dates from this day on', parseDate)
    .option('--to <date>', 'value dates up to and with this day', parseDate)
    .argument('[file]', 'where to write it; CSV goes to standard output without');
  return withJson(command).action((file: string | undefined, { format, json, ...query }: Options) =>
    onDatabase(connect, async (pool) => {
      const told = { postings: 0 };
      const postings = counted(readPostings(pool, query), told);
      if (json === true && file === undefined) await writeJson(postings);
      else if (format === 'csv') await writeCsv(postings, file);
      else await writeXlsx(postings, file);
      if (json === true && file !== undefined)
        console.log(JSON.stringify({ file, format, ...told }));
    }),
  );
}

async function* counted(
  postings: AsyncIterable<ExportedPosting>,
  told: { postings: number },
): AsyncGenerator<ExportedPosting> {
  for await (const posting of postings) {
    told.postings += 1;
    yield posting;
  }
}

/** One object on standard output, posting by posting. */
async function writeJson(postings: AsyncIterable<ExportedPosting>): Promise<void> {
  await pipeline(jsonPieces(postings), process.stdout, { end: false });
}

async function* jsonPieces(postings: AsyncIterable<ExportedPosting>): AsyncGenerator<string> {
  let before = '{"postings":[';
  for await (const posting of postings) {
    yield `${before}${JSON.stringify(posting)}`;
    before = ',';
  }
  yield before === ',' ? ']}\n' : `${before}]}\n`;
}

async function writeCsv(postings: AsyncIterable<ExportedPosting>, file?: string): Promise<void> {
  if (file !== undefined) {
    await pipeline(csvLines(postings), createWriteStream(file));
    return;
  }
  await pipeline(csvLines(postings), process.stdout, { end: false });
}

/** RFC 4180 with line feeds: a header, then a posting a line. */
export async function* csvLines(postings: AsyncIterable<ExportedPosting>): AsyncGenerator<string> {
  yield `${postingColumns.join(',')}\n`;
  for await (const posting of postings) {
    yield `${postingColumns.map((column) => csvCell(posting[column])).join(',')}\n`;
  }
}

function csvCell(value: string | number): string {
  const text = typeof value === 'number' ? String(value) : harmless(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection). */
export function harmless(text: string): string {
  return /^\s*[=+\-@\t\r|%＝＋－＠]/.test(text) ? `'${text}` : text;
}

/** Excel's own limit, its header row included. */
const rowsPerSheet = 1_048_576;

async function writeXlsx(
  postings: AsyncIterable<ExportedPosting>,
  file: string | undefined,
): Promise<void> {
  if (file === undefined) throw new Error('An Excel workbook needs a file: name one.');
  const sheets: Row[][] = [];
  for await (const posting of postings) {
    let sheet = sheets.at(-1);
    if (sheet === undefined || sheet.length === rowsPerSheet) {
      sheet = [headerRow()];
      sheets.push(sheet);
    }
    sheet.push(postingColumns.map((column) => xlsxCell(posting[column])));
  }
  if (sheets.length === 0) sheets.push([headerRow()]);
  await writeExcelFile(
    sheets.map((data, index) => ({ data, sheet: `postings ${index + 1}` })),
  ).toFile(file);
}

const headerRow = (): Row =>
  postingColumns.map((column) => ({ value: column, type: String, fontWeight: 'bold' as const }));

/** Every text is a text cell, never a formula. */
const xlsxCell = (value: string | number): Row[number] =>
  typeof value === 'number'
    ? { value, type: Number, format: '0' }
    : { value: harmless(value), type: String };
