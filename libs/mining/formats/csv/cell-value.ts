import type { AttributeValue } from '#mining/log/attribute-column';
import { instantMsOfText } from '../instant.js';

/**
 * What a cell holds: a number, truth value or instant only where its text is the very spelling that this value would
 * be written in, so that `007` stays text and a column of mixed cells can be turned back into text without loss.
 */
export function cellValue(text: string): AttributeValue {
  const first = text.charCodeAt(0);
  const numeric = first === 45 || (first >= 48 && first <= 57);
  if (numeric) return numberOrDate(text);
  if (text === 'true') return true;
  return text === 'false' ? false : text;
}

function numberOrDate(text: string): AttributeValue {
  const number = Number(text);
  if (String(number) === text) return number;
  if (text.length !== 24 || !text.endsWith('Z')) return text;
  const ms = instantMsOfText(text);
  return Number.isNaN(ms) ? text : new Date(ms);
}

const DANGEROUS = /^[=+\-@\t\r]/;
const GUARDED = /^'+[=+\-@\t\r]/;

/**
 * Guards a cell against being run as a formula by a spreadsheet (OWASP, "CSV Injection"): text that begins with
 * `= + - @`, a tab or a carriage return gets an apostrophe before it. Plain numbers need none.
 */
export function guardCell(text: string): string {
  if (!DANGEROUS.test(text) && !GUARDED.test(text)) return text;
  return String(Number(text)) === text ? text : `'${text}`;
}

/** Takes off the apostrophe that `guardCell` put there. */
export function unguardCell(text: string): string {
  return GUARDED.test(text) ? text.slice(1) : text;
}
