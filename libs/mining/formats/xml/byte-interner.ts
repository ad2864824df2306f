/**
 * Turns slices of bytes into strings, each distinct slice once. Event logs repeat a few hundred names millions of times:
 * handing out the same string object spares the decoding and lets every Map downstream reuse the string's hash.
 *
 * Bounded: slices longer than `longestBytes`, and new slices once `mostStrings` are held, are decoded each time.
 */
export class ByteInterner {
  private readonly mostStrings: number;
  private slots: Int32Array;
  private readonly strings: string[] = [];
  private readonly hashes: number[] = [];
  private readonly ends: number[] = [0];
  private store = new Uint8Array(1 << 12);

  constructor(
    mostStrings = 1 << 16,
    private readonly longestBytes = 96,
  ) {
    this.mostStrings = mostStrings;
    this.slots = new Int32Array(1 << 10).fill(-1);
  }

  /** The string spelled by `bytes[start, end)` in UTF-8; throws a TypeError where that is not valid UTF-8. */
  text(bytes: Uint8Array, start: number, end: number): string {
    if (end - start > this.longestBytes) return decode(bytes, start, end);
    let hash = 0x811c9dc5 ^ (end - start);
    for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const index = this.slots[slot] ?? -1;
      if (index < 0) return this.add(slot, hash, bytes, start, end);
      if (this.hashes[index] === hash && this.spells(index, bytes, start, end)) {
        return this.strings[index] ?? '';
      }
    }
  }

  private spells(index: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.ends[index] ?? 0;
    if ((this.ends[index + 1] ?? 0) - from !== end - start) return false;
    for (let at = 0; at < end - start; at += 1) {
      if (this.store[from + at] !== bytes[start + at]) return false;
    }
    return true;
  }

  private add(slot: number, hash: number, bytes: Uint8Array, start: number, end: number): string {
    const text = decode(bytes, start, end);
    if (this.strings.length >= this.mostStrings) return text;
    const from = this.ends[this.strings.length] ?? 0;
    this.reserve(from + end - start);
    this.store.set(bytes.subarray(start, end), from);
    this.ends.push(from + end - start);
    this.slots[slot] = this.strings.length;
    this.strings.push(text);
    this.hashes.push(hash);
    if (this.strings.length * 2 > this.slots.length) this.rehash();
    return text;
  }

  private reserve(size: number): void {
    if (size <= this.store.length) return;
    const grown = new Uint8Array(Math.max(size, this.store.length * 2));
    grown.set(this.store);
    this.store = grown;
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = this.slots.length - 1;
    this.hashes.forEach((hash, index) => {
      let slot = hash & mask;
      while ((this.slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = index;
    });
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes UTF-8 and refuses what is not: a silently replaced character would merge distinct names. */
export function decode(bytes: Uint8Array, start: number, end: number): string {
  if (end - start < 32 && isAscii(bytes, start, end)) {
    return String.fromCharCode.apply(null, bytes.subarray(start, end) as unknown as number[]);
  }
  return strictUtf8.decode(bytes.subarray(start, end));
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if ((bytes[at] ?? 0) >= 0x80) return false;
  return true;
}
