import { TextDecoder } from 'node:util';
import { BrokenInput } from '../reading.js';

/** All bytes of an input that can't be read piece by piece. */
export async function wholeOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const chunk of chunks) pieces.push(chunk);
  return Buffer.concat(pieces);
}

/** Bytes as text; throws BrokenInput where they are not UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new BrokenInput('the file is not valid UTF-8');
  }
}
