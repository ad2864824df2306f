import { readFiledFile } from '#domain/programmes/filed-file';
import { readFiledRow } from '#domain/programmes/filed-row';
import type { IncomingRow } from '#store/framework/filings';
import { isStorableText, readJson } from '../http/json-body.js';
import { Problem } from '../http/problem.js';
import { filingRequest } from './framework.schemas.js';

/** A body with a heading and lines: rows in a file. */
export function isCsv(contentType: string | undefined): boolean {
  return /^text\/csv\s*(?:;|$)/i.test(contentType ?? '');
}

/**
 * The rows of a request, each read or refused by itself.
 * @throws Problem `malformedRequest` or `invalidRequest` where no row can be told from another
 */
export function incomingRows(body: unknown, contentType: string | undefined): IncomingRow[] {
  if (isCsv(contentType)) return rowsOfFile(Buffer.isBuffer(body) ? body : Buffer.alloc(0));
  const value = Buffer.isBuffer(body) ? readJson(body) : body;
  const request = filingRequest.safeParse(value);
  if (!request.success) {
    const errors = request.error.issues.map(({ path, message }) => ({
      pointer: `/${path.map(String).join('/')}`,
      message,
    }));
    throw new Problem('invalidRequest', { errors });
  }
  return request.data.rows.map((fields, index) => incoming(index + 1, fields));
}

function rowsOfFile(bytes: Buffer): IncomingRow[] {
  const reading = readFiledFile(textOf(bytes));
  if (reading.kind === 'unreadable') {
    const errors = reading.problems.map((message) => ({
      pointer: '',
      message: `line 1: ${message}`,
    }));
    throw new Problem('invalidRequest', { detail: 'The heading does not fit.', errors });
  }
  if (reading.lines.length === 0) {
    throw new Problem('invalidRequest', { detail: 'The file has a heading and no rows.' });
  }
  return reading.lines.map(({ line, fields, broken }) =>
    broken === null ? incoming(line, fields) : refused(line, fields, null, broken),
  );
}

/** UTF-8, with or without a byte order mark; UTF-16 with one; else GB 18030, which spreadsheets in China write. */
function textOf(bytes: Buffer): string {
  const [first, second] = bytes;
  const isWide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const encodings = isWide ? [first === 0xff ? 'utf-16le' : 'utf-16be'] : ['utf-8', 'gb18030'];
  for (const encoding of encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  }
  throw new Problem('malformedRequest', {
    detail: 'The file is neither in UTF-8 nor in GB 18030.',
  });
}

function incoming(line: number, fields: Readonly<Record<string, unknown>>): IncomingRow {
  const unstorable = Object.values(fields).some(
    (value) => typeof value === 'string' && !isStorableText(value),
  );
  if (unstorable) return refused(line, {}, null, 'holds a character that cannot be stored');
  const reading = readFiledRow(fields);
  if (reading.kind === 'read') {
    return { line, loanReference: reading.row.loanReference, content: reading.row, refusal: null };
  }
  const [first] = reading.problems;
  const detail = reading.problems.map(({ field, message }) => `${field} ${message}`).join('; ');
  return refused(line, fields, first?.field ?? null, detail);
}

function refused(
  line: number,
  fields: Readonly<Record<string, unknown>>,
  field: string | null,
  detail: string,
): IncomingRow {
  const { loanReference } = fields;
  return {
    line,
    loanReference: typeof loanReference === 'string' ? loanReference.slice(0, 80) : null,
    content: fields,
    refusal: { reason: 'malformed', field, detail },
  };
}
