import { filedFields, optionalFields } from './filed-row.js';

/** One line of a file of rows: its cells by column, or why it cannot be read. */
export interface FiledLine {
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
  /** Set where the line cannot be taken apart; its text is under `fields` as it stands. */
  readonly broken: string | null;
}

export type FileReading =
  | { readonly kind: 'read'; readonly lines: readonly FiledLine[] }
  /** The heading is wrong, so that no line can be read. */
  | { readonly kind: 'unreadable'; readonly problems: readonly string[] };

type Cells =
  | { readonly kind: 'cells'; readonly cells: string[] }
  | { readonly kind: 'broken'; readonly message: string };

/**
 * Reads a file of comma-, semicolon- or tab-separated values (RFC 4180), one row a line: a quote that is never closed
 * costs its own line and no other. Blank lines are skipped; line numbers are those of the file.
 */
export function readFiledFile(text: string): FileReading {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const headingAt = lines.findIndex((line) => line.trim() !== '');
  const heading = lines[headingAt];
  if (heading === undefined) return { kind: 'unreadable', problems: ['the file is empty'] };
  const delimiter = delimiterOf(heading);
  const columns = cellsOf(heading, delimiter);
  if (columns.kind === 'broken') return { kind: 'unreadable', problems: [columns.message] };
  const names = columns.cells.map((name) => name.trim());
  const problems = headingProblems(names);
  if (problems.length > 0) return { kind: 'unreadable', problems };
  const read = lines.map((line, index) => ({ line, number: index + 1 }));
  return {
    kind: 'read',
    lines: read
      .slice(headingAt + 1)
      .filter(({ line }) => line.trim() !== '')
      .map(({ line, number }) => filedLine(number, line, names, delimiter)),
  };
}

function delimiterOf(heading: string): string {
  return [',', ';', '\t'].find((mark) => heading.includes(mark)) ?? ',';
}

function headingProblems(names: readonly string[]): string[] {
  const known: readonly string[] = filedFields;
  const needed = filedFields.filter((field) => !optionalFields.includes(field));
  return [
    ...needed
      .filter((field) => !names.includes(field))
      .map((field) => `the column ${field} is missing`),
    ...names
      .filter((name) => !known.includes(name))
      .map((name) => `no column is named "${name}": there are ${known.join(', ')}`),
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map((name) => `the column ${name} appears twice`),
  ];
}

function filedLine(
  line: number,
  text: string,
  names: readonly string[],
  delimiter: string,
): FiledLine {
  const row = cellsOf(text, delimiter);
  if (row.kind === 'broken') return { line, fields: { text }, broken: row.message };
  const { cells } = row;
  if (cells.length !== names.length) {
    const message = `has ${cells.length} cells, the heading ${names.length}`;
    return { line, fields: { text }, broken: message };
  }
  const fields = Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
  return { line, fields, broken: null };
}

const quoted = /^"((?:[^"]|"")*)"/;

function cellsOf(line: string, delimiter: string): Cells {
  const cells: string[] = [];
  let rest = line;
  for (;;) {
    const inQuotes = quoted.exec(rest);
    if (inQuotes === null && rest.startsWith('"')) {
      return {
        kind: 'broken',
        message: 'a quote is never closed on this line: a cell must not hold a line break',
      };
    }
    const end = inQuotes === null ? endOfCell(rest, delimiter) : inQuotes[0].length;
    cells.push(inQuotes === null ? rest.slice(0, end) : (inQuotes[1] ?? '').replaceAll('""', '"'));
    rest = rest.slice(end);
    if (rest === '') return { kind: 'cells', cells };
    if (!rest.startsWith(delimiter)) {
      return { kind: 'broken', message: 'a closed quote is followed by more text' };
    }
    rest = rest.slice(delimiter.length);
  }
}

function endOfCell(rest: string, delimiter: string): number {
  const at = rest.indexOf(delimiter);
  return at < 0 ? rest.length : at;
}
