import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RepeatedKey, writtenJson } from '#domain/json/written-json';
import type { PackProblem } from './pack-problem.js';

/** A file of data as it was found: its JSON, or why it is none. */
export type JsonReading =
  | { readonly kind: 'read'; readonly value: unknown }
  | { readonly kind: 'broken'; readonly problem: PackProblem };

export function readJson(folder: string, file: string): JsonReading {
  try {
    return { kind: 'read', value: writtenJson(readFileSync(join(folder, file))) };
  } catch (error) {
    const problem =
      error instanceof RepeatedKey
        ? { file, field: error.path, message: 'is given twice: keep one of them' }
        : { file, field: '', message: reasonOf(error) };
    return { kind: 'broken', problem };
  }
}

export function problemsIn(reading: JsonReading): PackProblem[] {
  return reading.kind === 'broken' ? [reading.problem] : [];
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** SHA-256 in hexadecimal: the same for the same content, whatever the order of its keys. */
export function hashOf(content: unknown): string {
  return createHash('sha256').update(canonical(content)).digest('hex');
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** The value, frozen to its last leaf. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
