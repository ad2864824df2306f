import type { Codes, EventLog } from '../log/event-log.js';

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
  const cases = log.caseIds.length;
  const variantOfCase = new Uint32Array(cases);
  const counts: number[] = [];
  const firstCases: number[] = [];
  let table = new Uint32Array(1 << 12);
  let hashes = new Uint32Array(1 << 10);
  for (let c = 0; c < cases; c++) {
    const first = log.caseOffsets[c] ?? 0;
    const end = log.caseOffsets[c + 1] ?? 0;
    const hash = hashOf(log.activity, first, end);
    const mask = table.length - 1;
    let place = hash & mask;
    let entry = table[place] ?? 0;
    while (entry !== 0) {
      if (hashes[entry - 1] === hash && sameActivities(log, firstCases[entry - 1] ?? 0, first, end))
        break;
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

/** Multiplicative mixing of one activity after the other, with a final avalanche (as in MurmurHash3). */
function hashOf(activity: Codes, first: number, end: number): number {
  let hash = end - first;
  for (let k = first; k < end; k++) {
    hash = Math.imul(hash ^ ((activity[k] ?? 0) + 1), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function sameActivities(log: EventLog, seenCase: number, first: number, end: number): boolean {
  const seen = log.caseOffsets[seenCase] ?? 0;
  if ((log.caseOffsets[seenCase + 1] ?? 0) - seen !== end - first) return false;
  for (let k = 0; k < end - first; k++)
    if (log.activity[seen + k] !== log.activity[first + k]) return false;
  return true;
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
