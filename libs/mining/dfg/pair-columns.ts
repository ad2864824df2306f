import type { Codes } from '../log/event-log.js';

/** The columns of a log that the graph needs. */
export interface PairColumns {
  readonly activities: number;
  readonly caseOffsets: Uint32Array;
  readonly activity: Codes;
  readonly instantMs: Float64Array;
}

/** Which of a log's cases: from one index up to another, or a list of indices. */
export type CaseRange =
  { readonly from: number; readonly to: number } | { readonly indices: Uint32Array };

// Keys are products of whole numbers below 2³¹: `Math.imul` spares the checks that a product of doubles would need.

/** Adds one to `counts[from × activities + to]` for every pair of successive events. */
export function countPairs(columns: PairColumns, cases: CaseRange, counts: Uint32Array): void {
  const { activities, caseOffsets, activity } = columns;
  const indices = 'indices' in cases ? cases.indices : undefined;
  const begin = 'indices' in cases ? 0 : cases.from;
  const stop = 'indices' in cases ? cases.indices.length : cases.to;
  for (let n = begin; n < stop; n++) {
    const c = indices ? (indices[n] ?? 0) : n;
    const end = caseOffsets[c + 1] ?? 0;
    let k = caseOffsets[c] ?? 0;
    let row = Math.imul(activity[k] ?? 0, activities);
    for (k++; k < end; k++) {
      const to = activity[k] ?? 0;
      const key = row + to;
      counts[key] = (counts[key] ?? 0) + 1;
      row = Math.imul(to, activities);
    }
  }
}

/** Writes every pair's duration to where its cursor points, and moves the cursor on. */
export function scatterPairs(
  columns: PairColumns,
  cases: CaseRange,
  cursors: Uint32Array,
  durationsMs: Float64Array,
): void {
  const { activities, caseOffsets, activity, instantMs } = columns;
  const indices = 'indices' in cases ? cases.indices : undefined;
  const begin = 'indices' in cases ? 0 : cases.from;
  const stop = 'indices' in cases ? cases.indices.length : cases.to;
  for (let n = begin; n < stop; n++) {
    const c = indices ? (indices[n] ?? 0) : n;
    const end = caseOffsets[c + 1] ?? 0;
    let k = caseOffsets[c] ?? 0;
    let row = Math.imul(activity[k] ?? 0, activities);
    let since = instantMs[k] ?? 0;
    for (k++; k < end; k++) {
      const to = activity[k] ?? 0;
      const at = instantMs[k] ?? 0;
      const key = row + to;
      const place = cursors[key] ?? 0;
      durationsMs[place] = at - since;
      cursors[key] = place + 1;
      row = Math.imul(to, activities);
      since = at;
    }
  }
}

/** One slice of durations per pair that occurs. */
export interface Slices {
  /** `from × activities + to` of each slice, ascending. */
  readonly keys: Float64Array;
  /** Where each slice begins; one more for the end of the last. */
  readonly offsets: Uint32Array;
}

/**
 * Lays the slices out one behind the other, given each worker's counts, and turns the counts into cursors: inside a
 * slice the first worker's durations come first. So all of them can scatter at once without meeting.
 */
export function layOutSlices(counts: readonly Uint32Array[]): Slices {
  const [first = new Uint32Array()] = counts;
  const keys: number[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (let key = 0; key < first.length; key++) {
    const begin = offset;
    for (const own of counts) {
      const count = own[key] ?? 0;
      own[key] = offset;
      offset += count;
    }
    if (offset === begin) continue;
    keys.push(key);
    offsets.push(begin);
  }
  offsets.push(offset);
  return { keys: Float64Array.from(keys), offsets: Uint32Array.from(offsets) };
}
