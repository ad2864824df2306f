import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { writtenJson, writtenText } from '#domain/json/written-json';

/** The rows of a CSV file with its header, or of a JSON file that is one array. Every value of a CSV file is a text. */
export function rowsOfFile(file: string): unknown[] {
  const text = writtenText(readFileSync(file));
  if (/^\s*[[{]/.test(text)) {
    const value = writtenJson(text);
    if (!Array.isArray(value)) throw new Error('The JSON is no array of rows.');
    return value;
  }
  return parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true });
}
