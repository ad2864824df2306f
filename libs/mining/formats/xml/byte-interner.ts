const SLOTS = 1 << 12;
const LONGEST_BYTES = 64;

/**
 * Turns slices of UTF-8 bytes into strings, sparing the decoding where the same slice was seen lately: event logs repeat
 * a few hundred names millions of times. A direct-mapped cache: bounded whatever the input, and a name that loses its
 * slot to another is merely decoded again.
 */
export class ByteInterner {
  private readonly store = new Uint8Array(SLOTS * LONGEST_BYTES);
  private readonly lengths = new Uint8Array(SLOTS);
  private readonly strings = new Array<string>(SLOTS).fill('');

  /** The string spelled by `bytes[start, end)`; throws a TypeError where that is not valid UTF-8. */
  text(bytes: Uint8Array, start: number, end: number): string {
    const length = end - start;
    if (length > LONGEST_BYTES) return decode(bytes, start, end);
    if (length === 0) return '';
    const slot = slotOf(bytes, start, end);
    if (this.lengths[slot] === length && this.holds(slot, bytes, start, length)) {
      return this.strings[slot] ?? '';
    }
    const text = decode(bytes, start, end);
    this.store.set(bytes.subarray(start, end), slot * LONGEST_BYTES);
    this.lengths[slot] = length;
    this.strings[slot] = text;
    return text;
  }

  private holds(slot: number, bytes: Uint8Array, start: number, length: number): boolean {
    const { store } = this;
    const from = slot * LONGEST_BYTES;
    for (let at = 0; at < length; at += 1) {
      if (store[from + at] !== bytes[start + at]) return false;
    }
    return true;
  }
}

/** Names differ mostly at their ends (numbers) or in the middle, so those bytes choose the slot. */
function slotOf(bytes: Uint8Array, start: number, end: number): number {
  const middle = (start + end) >> 1;
  const first = ((bytes[start] ?? 0) << 7) ^ ((bytes[middle] ?? 0) << 4) ^ (end - start);
  const last =
    (bytes[end - 1] ?? 0) * 31 + (bytes[end - 2] ?? 0) * 277 + (bytes[end - 3] ?? 0) * 1201;
  return (first ^ last ^ (last >> 9)) & (SLOTS - 1);
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes UTF-8 and refuses what is not: a silently replaced character would merge distinct names. */
export function decode(bytes: Uint8Array, start: number, end: number): string {
  const length = end - start;
  if (length > 32) return strictUtf8.decode(bytes.subarray(start, end));
  let text = '';
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x80) return strictUtf8.decode(bytes.subarray(start, end));
    text += String.fromCharCode(byte);
  }
  return text;
}
