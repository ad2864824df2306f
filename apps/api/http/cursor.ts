import type { z } from 'zod';
import { isStorableText } from './json-body.js';
import { Problem } from './problem.js';

/** An opaque cursor: what a page needs to go on, unreadable by habit and checked when it comes back. */
export function cursorOf(content: object): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/** @throws Problem `cursorInvalid` */
export function readCursor<Schema extends z.ZodType>(
  schema: Schema,
  cursor: string | undefined,
): z.output<Schema> | null {
  if (cursor === undefined) return null;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const read = schema.safeParse(parse(text));
  if (!read.success || !isStorableText(text)) throw new Problem('cursorInvalid');
  return read.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
