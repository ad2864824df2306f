import type { Codes } from '../log/event-log.js';

/** Words of a variant's record: hash, where its first case's bytes begin and end, how many cases it has, the first case. */
const WORDS = 5;
const HASH = 0;
const BEGIN = 1;
const END = 2;
const COUNT = 3;
const FIRST_CASE = 4;

/** Bytes that are read at once. */
const WORD = 4;

/**
 * Sequences of activities, numbered as they first appear. Open addressing by a hash; what a look needs to know of a
 * variant lies side by side, and activities are read four bytes at a time whatever the width of their codes.
 */
export class VariantTable {
  private readonly bytes: DataView;
  private readonly width: number;
  private slots = new Uint32Array(1 << 12);
  private records = new Uint32Array((1 << 10) * WORDS);
  private variants = 0;

  constructor(activity: Codes) {
    this.bytes = new DataView(activity.buffer, activity.byteOffset, activity.byteLength);
    this.width = activity.BYTES_PER_ELEMENT;
  }

  /** The number of the variant that the events from `begin` up to `end` show; counts the case, or all of `cases` like it. */
  numberOf(begin: number, end: number, caseIndex: number, cases = 1): number {
    const from = begin * this.width;
    const to = end * this.width;
    const hash = hashOf(this.bytes, from, to);
    const { records, slots } = this;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (let entry = slots[slot] ?? 0; entry !== 0; entry = slots[slot] ?? 0) {
      const at = (entry - 1) * WORDS;
      if (records[at] === hash && this.isSame(records[at + BEGIN] ?? 0, at, from, to)) {
        records[at + COUNT] = (records[at + COUNT] ?? 0) + cases;
        return entry - 1;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = this.added(hash, from, to, caseIndex, cases) + 1;
    if (this.variants * 2 > slots.length) this.spread();
    return this.variants - 1;
  }

  /** Each variant's number of cases and the first of them. */
  found(): { counts: Uint32Array; firstCases: Uint32Array } {
    const word = (which: number): Uint32Array =>
      Uint32Array.from({ length: this.variants }, (_, n) => this.records[n * WORDS + which] ?? 0);
    return { counts: word(COUNT), firstCases: word(FIRST_CASE) };
  }

  private isSame(seen: number, record: number, from: number, to: number): boolean {
    const { bytes } = this;
    const length = to - from;
    if ((this.records[record + END] ?? 0) - seen !== length) return false;
    if (length < WORD) {
      for (let at = 0; at < length; at++)
        if (bytes.getUint8(seen + at) !== bytes.getUint8(from + at)) return false;
      return true;
    }
    const apart = seen - from;
    const last = to - WORD;
    for (let at = from; at < last; at += WORD)
      if (bytes.getInt32(at + apart, true) !== bytes.getInt32(at, true)) return false;
    return bytes.getInt32(last + apart, true) === bytes.getInt32(last, true);
  }

  private added(hash: number, from: number, to: number, caseIndex: number, cases: number): number {
    const number = this.variants++;
    if (this.variants * WORDS > this.records.length) {
      const wider = new Uint32Array(this.records.length * 2);
      wider.set(this.records);
      this.records = wider;
    }
    const at = number * WORDS;
    this.records[at + HASH] = hash;
    this.records[at + BEGIN] = from;
    this.records[at + END] = to;
    this.records[at + COUNT] = cases;
    this.records[at + FIRST_CASE] = caseIndex;
    return number;
  }

  private spread(): void {
    const slots = new Uint32Array(this.slots.length * 4);
    const mask = slots.length - 1;
    for (let number = 0; number < this.variants; number++) {
      let slot = (this.records[number * WORDS] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.slots = slots;
  }
}

/**
 * Multiplicative mixing of one word after the other, with a final avalanche (as in MurmurHash3). The last word reaches back
 * to bytes that were read before, so that no byte is left over.
 */
function hashOf(bytes: DataView, from: number, to: number): number {
  const length = to - from;
  let hash = length;
  if (length < WORD) {
    hash = mixed(hash, fewBytes(bytes, from, length));
  } else {
    const last = to - WORD;
    for (let at = from; at < last; at += WORD) hash = mixed(hash, bytes.getInt32(at, true));
    hash = mixed(hash, bytes.getInt32(last, true));
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** One, two or three bytes as a number: the first, the middle and the last, which may be the same one. */
function fewBytes(bytes: DataView, from: number, length: number): number {
  if (length === 0) return 0;
  const middle = bytes.getUint8(from + (length >> 1)) << 8;
  return bytes.getUint8(from) | middle | (bytes.getUint8(from + length - 1) << 16);
}

function mixed(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x9e3779b1);
  return product ^ (product >>> 15);
}
