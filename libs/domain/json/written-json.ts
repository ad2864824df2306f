import { repeatedKey } from './repeated-key.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The text of a file that a person wrote, without the byte-order mark that editors on Windows put in front.
 * @throws Error where it is not UTF-8: read leniently, every letter of another encoding would become the same mark
 */
export function writtenText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new Error('is not UTF-8: save it in that encoding', { cause });
  }
}

/** JSON that a person wrote. @throws Error where it is none, or where a key is given twice: nobody knows which one is meant. */
export function writtenJson(written: Uint8Array | string): unknown {
  const text = typeof written === 'string' ? written : writtenText(written);
  if (text.trim() === '') throw new Error('is empty: it must hold JSON');
  const value = parsed(text);
  const key = repeatedKey(text);
  if (key !== undefined) throw new RepeatedKey(key);
  return value;
}

/** A key that an object holds twice. */
export class RepeatedKey extends Error {
  constructor(readonly path: string) {
    super(`${path} is given twice: keep one of them`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`is not JSON: ${reason}`, { cause });
  }
}
