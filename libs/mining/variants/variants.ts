import { caseCount, type EventLog } from '../log/event-log.js';

/** A sequence of activities and the cases that went through exactly it. */
export interface Variant {
  /** Indices into the log's activities. */
  readonly activities: readonly number[];
  readonly count: number;
  /** The first case that shows it. */
  readonly firstCase: number;
}

/** Every case's variant, numbered in order of first appearance. */
export interface VariantIndex {
  readonly variantOfCase: Uint32Array;
  readonly counts: readonly number[];
  readonly firstCases: readonly number[];
}

/** The log's variants, most frequent first (ties in order of first appearance), as pm4py's `get_variants`. */
export function variants(log: EventLog): Variant[] {
  const { counts, firstCases } = indexVariants(log);
  return counts
    .map((count, number) => ({ count, firstCase: firstCases[number] ?? 0 }))
    .sort((a, b) => b.count - a.count || a.firstCase - b.firstCase)
    .map(({ count, firstCase }) => ({
      activities: activitiesOf(log, firstCase),
      count,
      firstCase,
    }));
}

/** The activities of one case, in order. */
export function activitiesOf(log: EventLog, caseIndex: number): number[] {
  return Array.from(
    log.activity.subarray(log.caseOffsets[caseIndex], log.caseOffsets[caseIndex + 1]),
  );
}

/**
 * Numbers the variants: a hash of each case's activities leads into an open-addressing table, and every hit is
 * verified against the variant's first case, so that a collision costs time and never an answer.
 */
export function indexVariants(log: EventLog): VariantIndex {
  const cases = caseCount(log);
  const variantOfCase = new Uint32Array(cases);
  const counts: number[] = [];
  const firstCases: number[] = [];
  const traces = new Traces(log);
  let table = new Uint32Array(1 << 12);
  let hashes = new Uint32Array(1 << 10);
  for (let c = 0; c < cases; c++) {
    const hash = traces.hash(c);
    const mask = table.length - 1;
    let place = hash & mask;
    let entry = table[place] ?? 0;
    while (entry !== 0) {
      if (hashes[entry - 1] === hash && traces.same(firstCases[entry - 1] ?? 0, c)) break;
      place = (place + 1) & mask;
      entry = table[place] ?? 0;
    }
    if (entry === 0) {
      firstCases.push(c);
      counts.push(0);
      entry = counts.length;
      if (entry > hashes.length) hashes = grown(hashes);
      hashes[entry - 1] = hash;
      table[place] = entry;
      if (entry * 2 > table.length) table = rehashed(hashes, entry, table.length * 4);
    }
    variantOfCase[c] = entry - 1;
    counts[entry - 1] = (counts[entry - 1] ?? 0) + 1;
  }
  return { variantOfCase, counts, firstCases };
}

/** The activities of the cases as bytes, whatever the width of their codes, four at a time. */
class Traces {
  private readonly bytes: DataView;
  private readonly width: number;
  private readonly caseOffsets: Uint32Array;

  constructor({ activity, caseOffsets }: EventLog) {
    this.bytes = new DataView(activity.buffer, activity.byteOffset, activity.byteLength);
    this.width = activity.BYTES_PER_ELEMENT;
    this.caseOffsets = caseOffsets;
  }

  /** Multiplicative mixing of one word after the other, with a final avalanche (as in MurmurHash3). */
  hash(caseIndex: number): number {
    let at = (this.caseOffsets[caseIndex] ?? 0) * this.width;
    const end = (this.caseOffsets[caseIndex + 1] ?? 0) * this.width;
    let hash = end - at;
    for (; at + 4 <= end; at += 4) hash = mixed(hash, this.bytes.getUint32(at, true));
    for (; at < end; at++) hash = mixed(hash, this.bytes.getUint8(at));
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    return (hash ^ (hash >>> 13)) >>> 0;
  }

  same(seen: number, other: number): boolean {
    let at = (this.caseOffsets[seen] ?? 0) * this.width;
    const end = (this.caseOffsets[seen + 1] ?? 0) * this.width;
    let beside = (this.caseOffsets[other] ?? 0) * this.width;
    if (end - at !== (this.caseOffsets[other + 1] ?? 0) * this.width - beside) return false;
    for (; at + 4 <= end; at += 4, beside += 4)
      if (this.bytes.getUint32(at, true) !== this.bytes.getUint32(beside, true)) return false;
    for (; at < end; at++, beside++)
      if (this.bytes.getUint8(at) !== this.bytes.getUint8(beside)) return false;
    return true;
  }
}

function mixed(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x9e3779b1);
  return product ^ (product >>> 15);
}

function grown(hashes: Uint32Array): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(hashes.length * 2);
  wider.set(hashes);
  return wider;
}

function rehashed(hashes: Uint32Array, entries: number, size: number): Uint32Array<ArrayBuffer> {
  const table = new Uint32Array(size);
  for (let entry = 1; entry <= entries; entry++) {
    let place = (hashes[entry - 1] ?? 0) & (size - 1);
    while (table[place] !== 0) place = (place + 1) & (size - 1);
    table[place] = entry;
  }
  return table;
}
