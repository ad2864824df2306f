import { Problem } from './problem.js';

const deepest = 64;

/**
 * Reads a body as JSON in UTF-8 that PostgreSQL can store: no NUL, no half surrogate pair, no number beyond
 * doubles, no `__proto__`, and not nested so deeply that walking it could fail.
 * @throws Problem `malformedRequest`
 */
export function readJson(body: Buffer): unknown {
  const value = parse(body);
  assertStorable(value);
  return value;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Problem('malformedRequest', { detail: 'The body is not JSON in UTF-8.' });
  }
}

function assertStorable(value: unknown): void {
  const open: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (part.depth > deepest) {
      throw new Problem('malformedRequest', { detail: `The body nests deeper than ${deepest}.` });
    }
    for (const inner of partsOf(part.value)) open.push({ value: inner, depth: part.depth + 1 });
  }
}

function partsOf(value: unknown): unknown[] {
  if (typeof value === 'string') assertStorableText(value);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new Problem('malformedRequest', { detail: 'A number is beyond what can be kept.' });
  }
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value;
  for (const name of Object.keys(value)) assertStorableName(name);
  return Object.values(value);
}

function assertStorableName(name: string): void {
  assertStorableText(name);
  if (name === '__proto__') {
    throw new Problem('malformedRequest', { detail: '__proto__ is no name for a field.' });
  }
}

/** @throws Problem `malformedRequest` for a text that PostgreSQL cannot store. */
export function assertStorableText(text: string): void {
  if (isStorableText(text)) return;
  throw new Problem('malformedRequest', {
    detail: 'A text holds a NUL or half of a surrogate pair, which cannot be stored.',
  });
}

export function isStorableText(text: string): boolean {
  return !text.includes('\u0000') && !/\p{Surrogate}/u.test(text);
}
