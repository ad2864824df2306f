import {
  type CaseRange,
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
import { casesOfThread, chosenOfThread, meet, MEETING_WORDS } from './meeting.js';

/** One performance graph for several threads. Every array lies in shared memory. */
export interface DfgJob {
  readonly kind: 'dfg';
  readonly columns: PairColumns;
  /** Which cases count; all where it is absent. */
  readonly cases?: Uint32Array | undefined;
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
/** Words of `control`: those of a meeting, and the next slice to summarise. */
export const CONTROL_WORDS = MEETING_WORDS + 1;
const NEXT_SLICE = MEETING_WORDS;

/**
 * One thread's part of the job; it returns when every thread is done. The cases are split by events; each thread counts
 * and scatters its own part, then takes slice after slice, largest first, until none is left.
 */
export function takePart(job: DfgJob, thread: number): Slices {
  const cases = rangeOfThread(job, thread);
  const pairs = job.columns.activities ** 2;
  const own = job.counts.subarray(thread * pairs, (thread + 1) * pairs);
  countPairs(job.columns, cases, own);
  meet(job.control, job.threads);
  const cursors = Array.from({ length: job.threads }, (_, each) =>
    job.counts.slice(each * pairs, (each + 1) * pairs),
  );
  const slices = layOutSlices(cursors);
  scatterPairs(job.columns, cases, cursors[thread] ?? own, job.durationsMs);
  meet(job.control, job.threads);
  summariseSlices(job, slices);
  meet(job.control, job.threads);
  return slices;
}

function rangeOfThread({ columns, cases, threads }: DfgJob, thread: number): CaseRange {
  const { caseOffsets } = columns;
  if (!cases) return casesOfThread(caseOffsets, threads, thread);
  return { indices: chosenOfThread(caseOffsets, cases, threads, thread) };
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
