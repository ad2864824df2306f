import { BrokenInput } from '../reading.js';
import { decode } from './byte-interner.js';

interface CachedName {
  readonly bytes: Uint8Array;
  readonly whole: string;
  readonly local: string;
}

const SLOTS = 512;

/** The few names of elements and attributes that a document repeats, found by their bytes in a direct-mapped table. */
export class NameCache {
  private readonly slots = new Array<CachedName | undefined>(SLOTS);

  whole(bytes: Uint8Array, start: number, end: number): string {
    return this.find(bytes, start, end).whole;
  }

  /** The name without its namespace prefix. */
  local(bytes: Uint8Array, start: number, end: number): string {
    return this.find(bytes, start, end).local;
  }

  private find(bytes: Uint8Array, start: number, end: number): CachedName {
    const slot =
      ((bytes[start] ?? 0) * 31 + (bytes[end - 1] ?? 0) * 7 + (end - start) * 101) & (SLOTS - 1);
    const cached = this.slots[slot];
    if (cached && sameBytes(cached.bytes, bytes, start, end)) return cached;
    const fresh = nameOf(bytes, start, end);
    this.slots[slot] = fresh;
    return fresh;
  }
}

function sameBytes(name: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (name.length !== end - start) return false;
  for (let at = 0; at < name.length; at += 1) if (name[at] !== bytes[start + at]) return false;
  return true;
}

function nameOf(bytes: Uint8Array, start: number, end: number): CachedName {
  try {
    const whole = oneOfAKind(decode(bytes, start, end));
    const local = oneOfAKind(whole.slice(whole.indexOf(':') + 1));
    return { bytes: bytes.slice(start, end), whole, local };
  } catch {
    throw new BrokenInput('a name that is not valid UTF-8');
  }
}

/**
 * The same string as the engine keeps it for names of properties: one object for all that are spelled alike, so that a
 * comparison with a name in the program compares two addresses.
 */
export function oneOfAKind(name: string): string {
  return Object.keys({ [name]: true })[0] ?? name;
}
