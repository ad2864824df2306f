import { caseCount, type EventLog } from '../log/event-log.js';
import {
  type DurationStatistics,
  snapToMicroseconds,
  summariseSlice,
} from '../statistics/duration-statistics.js';
import {
  type CaseRange,
  countPairs,
  layOutSlices,
  type PairColumns,
  scatterPairs,
  type Slices,
} from './pair-columns.js';
import { sparsePairs } from './sparse-pairs.js';

/** One activity directly followed by another inside a case, with the time between their completions. */
export interface Edge extends DurationStatistics {
  /** Index into the log's activities. */
  readonly from: number;
  readonly to: number;
}

/** Beyond this many possible pairs of activities the pairs that occur are numbered by a hash map. */
export const MOST_DENSE_PAIRS = 2 ** 22;

/** What the graph needs of a log. */
export type PairLog = Pick<
  EventLog,
  'activities' | 'caseOffsets' | 'activity' | 'instantMs' | 'wholeMs'
>;

/**
 * The performance directly-follows graph, most frequent edges first (ties in order of the activities). As pm4py's
 * `discover_performance_dfg` on a log with one timestamp per event: the duration of an edge is the instant of its second
 * event less that of its first. With `cases` only those cases count (indices, each at most once).
 */
export function performanceDfg(log: PairLog, cases?: Uint32Array): Edge[] {
  return edgesOf(durationsByPair(log, cases, spareRoom), log.activities.length);
}

/** The durations of all pairs, one slice each. */
export type PairDurations = Slices & { readonly durationsMs: Float64Array };

/** The edges of slices of durations, which come back reordered. */
export function edgesOf({ keys, offsets, durationsMs }: PairDurations, activities: number): Edge[] {
  const edges: Edge[] = [];
  keys.forEach((key, slice) => {
    const statistics = summariseSlice(durationsMs, offsets[slice] ?? 0, offsets[slice + 1] ?? 0);
    if (statistics) edges.push(edgeOf(key, activities, statistics));
  });
  return edges.sort(mostFrequentFirst);
}

/** Gives room for so many durations, which may hold anything. */
type RoomFor = (length: number) => Float64Array<ArrayBuffer>;

let spare: WeakRef<Float64Array<ArrayBuffer>> | undefined;

/**
 * The room of the last graph, unless the collector took it: fresh memory costs as much as the pass that fills it. Nobody
 * else sees it, since a graph keeps none of its durations.
 */
export function spareRoom(length: number): Float64Array<ArrayBuffer> {
  const kept = spare?.deref();
  if (kept && kept.length >= length) return kept.subarray(0, length);
  const fresh = new Float64Array(length);
  spare = new WeakRef(fresh);
  return fresh;
}

export function mostFrequentFirst(a: Edge, b: Edge): number {
  return b.count - a.count || a.from - b.from || a.to - b.to;
}

/** Written out: spreading one object into another costs more than summarising a short slice. */
export function edgeOf(key: number, activities: number, of: DurationStatistics): Edge {
  return {
    from: Math.floor(key / activities),
    to: key % activities,
    count: of.count,
    sumS: of.sumS,
    meanS: of.meanS,
    minS: of.minS,
    maxS: of.maxS,
    stdevS: of.stdevS,
    p50S: of.p50S,
    p90S: of.p90S,
    p95S: of.p95S,
    p99S: of.p99S,
  };
}

/**
 * The durations of all edges, gathered edge by edge. A counting sort by pair: one pass counts how often each pair
 * occurs, a second scatters the durations into one slice per pair. Nothing is compared and nothing else is moved.
 */
export function durationsByPair(
  log: PairLog,
  cases?: Uint32Array,
  roomFor: RoomFor = (length) => new Float64Array(length),
): PairDurations {
  const range: CaseRange = cases ? { indices: cases } : { from: 0, to: caseCount(log) };
  const columns = pairColumns(log);
  const dense = columns.activities ** 2 <= MOST_DENSE_PAIRS;
  const found = dense ? densePairs(columns, range, roomFor) : sparsePairs(columns, range);
  if (!log.wholeMs) snapToMicroseconds(found.durationsMs);
  return found;
}

export function pairColumns(log: PairLog): PairColumns {
  const { caseOffsets, activity, instantMs } = log;
  return { activities: log.activities.length, caseOffsets, activity, instantMs };
}

function densePairs(columns: PairColumns, cases: CaseRange, roomFor: RoomFor): PairDurations {
  const cursors = new Uint32Array(columns.activities ** 2);
  countPairs(columns, cases, cursors);
  const slices = layOutSlices([cursors]);
  const durationsMs = roomFor(slices.offsets[slices.keys.length] ?? 0);
  scatterPairs(columns, cases, cursors, durationsMs);
  return { ...slices, durationsMs };
}
