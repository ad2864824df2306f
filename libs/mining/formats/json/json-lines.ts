import { BrokenInput } from '../reading.js';

/** The line of a place in a text, from 1. */
export function lineAt(text: string, position: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < position; at = text.indexOf('\n', at + 1))
    line += 1;
  return line;
}

/** Parses JSON; throws BrokenInput with the line where it stops making sense. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (trouble) {
    const message = trouble instanceof Error ? trouble.message : String(trouble);
    const place = /at position (\d+)/.exec(message)?.[1];
    const position = place === undefined ? text.length : Number(place);
    throw new BrokenInput(
      `this is no JSON: ${message.replace(/ in JSON at.*| \(line.*/s, '')}`,
      lineAt(text, position),
    );
  }
}

/** Tells the line where the entry with an id begins, searching from a list's name on. */
export function lineOfId(text: string, list: string, id: string): number | undefined {
  const from = text.search(new RegExp(`"${list}"\\s*:`));
  const quoted = JSON.stringify(id).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const found = text.slice(Math.max(0, from)).search(new RegExp(`"id"\\s*:\\s*${quoted}`));
  return found < 0 ? undefined : lineAt(text, Math.max(0, from) + found);
}

/** The value as an object to look into; anything else has no fields. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** The value as a list; anything else is an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Text as it is, numbers spelled out, anything else empty. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** What a JSON value is, for people: "an empty list", "an object with the keys a, b". */
export function shapeOfJson(value: unknown): string {
  if (Array.isArray(value)) {
    return value.length === 0
      ? 'an empty list'
      : `a list that begins with ${shapeOfJson(value[0])}`;
  }
  if (typeof value !== 'object' || value === null) return `the bare value ${JSON.stringify(value)}`;
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an empty object';
  const more = keys.length > MOST_KEYS ? ', …' : '';
  return `an object with the keys ${keys.slice(0, MOST_KEYS).join(', ')}${more}`;
}

const MOST_KEYS = 8;
