import {
  countPairs,
  layOutSlices,
  type PairColumns,
  scatterPairs,
  type Slices,
} from '../dfg/pair-columns.js';
import {
  type DurationStatistics,
  snapToMicroseconds,
  summariseSlice,
} from '../statistics/duration-statistics.js';

/** One performance graph for several threads. Every array lies in shared memory. */
export interface DfgJob {
  readonly columns: PairColumns;
  readonly wholeMs: boolean;
  readonly threads: number;
  /** Each thread's counts and later cursors, one behind the other. */
  readonly counts: Uint32Array;
  /** Room for the durations of all events. */
  readonly durationsMs: Float64Array;
  /** STATISTICS numbers for each key. */
  readonly statistics: Float64Array;
  readonly control: Int32Array;
}

export const STATISTICS = 10;
/** Words of `control`: threads that reached a barrier, the barrier's number, the next slice to summarise. */
export const CONTROL_WORDS = 3;
const ARRIVED = 0;
const BARRIER = 1;
const NEXT_SLICE = 2;

/**
 * One thread's part of the job; it returns when every thread is done. The cases are split by events; each thread counts
 * and scatters its own part, then takes slice after slice, largest first, until none is left.
 */
export function takePart(job: DfgJob, thread: number): Slices {
  const cases = { from: caseAt(job, thread), to: caseAt(job, thread + 1) };
  const pairs = job.columns.activities ** 2;
  const own = job.counts.subarray(thread * pairs, (thread + 1) * pairs);
  countPairs(job.columns, cases, own);
  meet(job);
  const cursors = Array.from({ length: job.threads }, (_, each) =>
    job.counts.slice(each * pairs, (each + 1) * pairs),
  );
  const slices = layOutSlices(cursors);
  scatterPairs(job.columns, cases, cursors[thread] ?? own, job.durationsMs);
  meet(job);
  summariseSlices(job, slices);
  meet(job);
  return slices;
}

/** The first case of a thread: cases are dealt so that every thread gets about as many events. */
function caseAt({ columns, threads }: DfgJob, thread: number): number {
  const { caseOffsets } = columns;
  const cases = caseOffsets.length - 1;
  const event = ((caseOffsets[cases] ?? 0) * thread) / threads;
  let low = 0;
  let high = cases;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((caseOffsets[middle] ?? 0) < event) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Waits until every thread has come this far. */
function meet({ control, threads }: DfgJob): void {
  const barrier = Atomics.load(control, BARRIER);
  if (Atomics.add(control, ARRIVED, 1) + 1 === threads) {
    Atomics.store(control, ARRIVED, 0);
    Atomics.add(control, BARRIER, 1);
    Atomics.notify(control, BARRIER);
    return;
  }
  while (Atomics.load(control, BARRIER) === barrier) Atomics.wait(control, BARRIER, barrier);
}

function summariseSlices(job: DfgJob, { keys, offsets }: Slices): void {
  const size = (slice: number): number => (offsets[slice + 1] ?? 0) - (offsets[slice] ?? 0);
  const largestFirst = [...keys.keys()].sort((a, b) => size(b) - size(a));
  for (;;) {
    const slice = largestFirst[Atomics.add(job.control, NEXT_SLICE, 1)];
    if (slice === undefined) return;
    const begin = offsets[slice] ?? 0;
    const end = offsets[slice + 1] ?? 0;
    if (!job.wholeMs) snapToMicroseconds(job.durationsMs.subarray(begin, end));
    const statistics = summariseSlice(job.durationsMs, begin, end);
    if (statistics) job.statistics.set(packed(statistics), (keys[slice] ?? 0) * STATISTICS);
  }
}

function packed(of: DurationStatistics): number[] {
  const { count, sumS, meanS, minS, maxS, stdevS, p50S, p90S, p95S, p99S } = of;
  return [count, sumS, meanS, minS, maxS, stdevS ?? NaN, p50S, p90S, p95S, p99S];
}

/** The statistics that a thread left for a key. */
export function unpacked(statistics: Float64Array, key: number): DurationStatistics {
  const [count, sumS, meanS, minS, maxS, stdevS, p50S, p90S, p95S, p99S] = Array.from(
    statistics.subarray(key * STATISTICS, (key + 1) * STATISTICS),
  ) as [number, number, number, number, number, number, number, number, number, number];
  const stdev = Number.isNaN(stdevS) ? null : stdevS;
  return { count, sumS, meanS, minS, maxS, stdevS: stdev, p50S, p90S, p95S, p99S };
}
