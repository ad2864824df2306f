import type { CaseRange, PairColumns, Slices } from './pair-columns.js';

/**
 * The durations of all pairs where there are very many activities: pairs are numbered as they appear, so that memory
 * follows what occurs and not what could.
 */
export function sparsePairs(
  columns: PairColumns,
  cases: CaseRange,
): Slices & { durationsMs: Float64Array } {
  const numbers = new Map<number, number>();
  const counts: number[] = [];
  eachPair(columns, cases, (key) => {
    let number = numbers.get(key);
    if (number === undefined) numbers.set(key, (number = numbers.size));
    counts[number] = (counts[number] ?? 0) + 1;
  });
  const offsets = new Uint32Array(counts.length + 1);
  counts.forEach((count, number) => (offsets[number + 1] = (offsets[number] ?? 0) + count));
  const cursors = offsets.slice();
  const durationsMs = new Float64Array(offsets[counts.length] ?? 0);
  eachPair(columns, cases, (key, durationMs) => {
    const number = numbers.get(key) ?? 0;
    const place = cursors[number] ?? 0;
    durationsMs[place] = durationMs;
    cursors[number] = place + 1;
  });
  return { keys: Float64Array.from(numbers.keys()), offsets, durationsMs };
}

function eachPair(
  { activities, caseOffsets, activity, instantMs }: PairColumns,
  cases: CaseRange,
  visit: (key: number, durationMs: number) => void,
): void {
  const selected = 'indices' in cases ? cases.indices.length : cases.to;
  const first = 'indices' in cases ? 0 : cases.from;
  for (let n = first; n < selected; n++) {
    const c = 'indices' in cases ? (cases.indices[n] ?? 0) : n;
    const end = caseOffsets[c + 1] ?? 0;
    for (let k = (caseOffsets[c] ?? 0) + 1; k < end; k++) {
      const key = (activity[k - 1] ?? 0) * activities + (activity[k] ?? 0);
      visit(key, (instantMs[k] ?? 0) - (instantMs[k - 1] ?? 0));
    }
  }
}
