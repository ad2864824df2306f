import { TextDecoder } from 'node:util';
import { BrokenInput } from '../reading.js';

/** All bytes of an input that can't be read piece by piece. */
export async function wholeOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const chunk of chunks) pieces.push(chunk);
  return Buffer.concat(pieces);
}

/** A whole input as text. */
export interface WholeText {
  readonly text: string;
  /** Bytes that are no UTF-8 became U+FFFD: what holds one is not what was written. */
  readonly isDamaged: boolean;
}

/** Bytes as text. Where they are not UTF-8, throws BrokenInput with the line, or a lenient reading goes on without them. */
export function decodeText(bytes: Uint8Array, lenient = false): WholeText {
  try {
    return { text: strictUtf8.decode(bytes), isDamaged: false };
  } catch {
    if (lenient) return { text: new TextDecoder('utf-8').decode(bytes), isDamaged: true };
    throw new BrokenInput('the file is not valid UTF-8', lineOfDamage(bytes), true);
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const NEWLINE = 10;

/** The first line that is not valid UTF-8, from 1. */
function lineOfDamage(bytes: Uint8Array): number {
  let line = 1;
  for (let at = 0; at < bytes.length; line += 1) {
    const found = bytes.indexOf(NEWLINE, at);
    const end = found < 0 ? bytes.length : found;
    try {
      strictUtf8.decode(bytes.subarray(at, end));
    } catch {
      return line;
    }
    at = end + 1;
  }
  return line;
}

/** Does the value, or anything in it, hold what was not valid UTF-8? */
export function holdsDamage(value: unknown, { isDamaged }: WholeText): boolean {
  return isDamaged && JSON.stringify(value).includes('\ufffd');
}
