import type { Codes, EventLog } from '../log/event-log.js';
import {
  type DurationStatistics,
  snapToMicroseconds,
  summariseDurations,
} from '../statistics/duration-statistics.js';

/** One activity directly followed by another inside a case, with the time between their completions. */
export interface Edge extends DurationStatistics {
  /** Index into the log's activities. */
  readonly from: number;
  readonly to: number;
}

/** Which cases an analysis looks at: their indices, each at most once. All of them where absent. */
export type CaseSelection = Uint32Array;

/** Beyond this many possible pairs of activities the pairs that occur are numbered by a hash map. */
const MOST_DENSE_PAIRS = 2 ** 22;

/**
 * The performance directly-follows graph, most frequent edges first (ties in order of the activities). As pm4py's
 * `discover_performance_dfg` on a log with one timestamp per event: the duration of an edge is the instant of its second
 * event less that of its first.
 */
export function performanceDfg(log: EventLog, cases?: CaseSelection): Edge[] {
  const pairs = durationsByPair(log, cases);
  const edges: Edge[] = [];
  for (let slice = 0; slice < pairs.keys.length; slice++) {
    const durations = pairs.durationsMs.subarray(pairs.offsets[slice], pairs.offsets[slice + 1]);
    const statistics = summariseDurations(durations);
    const key = pairs.keys[slice] ?? 0;
    const activities = log.activities.length;
    if (statistics)
      edges.push({ from: Math.floor(key / activities), to: key % activities, ...statistics });
  }
  return edges.sort((a, b) => b.count - a.count || a.from - b.from || a.to - b.to);
}

/** The durations of all edges, gathered edge by edge; a pair's key is `from × activities + to`. */
export interface DurationsByPair {
  readonly keys: Float64Array;
  readonly offsets: Uint32Array;
  readonly durationsMs: Float64Array;
}

/**
 * A counting sort by pair: one pass counts how often each pair occurs, a second scatters the durations into one slice
 * per pair. Nothing is compared and nothing else is moved.
 */
export function durationsByPair(log: EventLog, cases?: CaseSelection): DurationsByPair {
  const activities = log.activities.length;
  const dense = activities * activities <= MOST_DENSE_PAIRS;
  const found = dense ? densePairs(log, cases) : sparsePairs(log, cases);
  if (!log.wholeMs) snapToMicroseconds(found.durationsMs);
  return found;
}

/** First and last event (exclusive) of the n-th selected case. */
function bounds(log: EventLog, cases: CaseSelection | undefined, n: number): [number, number] {
  const index = cases ? (cases[n] ?? 0) : n;
  return [log.caseOffsets[index] ?? 0, log.caseOffsets[index + 1] ?? 0];
}

function densePairs(log: EventLog, cases: CaseSelection | undefined): DurationsByPair {
  const activities = log.activities.length;
  const counts = new Uint32Array(activities * activities);
  const selected = cases ? cases.length : log.caseIds.length;
  for (let n = 0; n < selected; n++) {
    const [first, end] = bounds(log, cases, n);
    countPairs(log.activity, first, end, activities, counts);
  }
  const { keys, offsets, cursors } = slicesOf(counts);
  const durationsMs = new Float64Array(offsets[keys.length] ?? 0);
  for (let n = 0; n < selected; n++) {
    const [first, end] = bounds(log, cases, n);
    scatterPairs(log, first, end, cursors, durationsMs);
  }
  return { keys, offsets, durationsMs };
}

function countPairs(
  activity: Codes,
  first: number,
  end: number,
  activities: number,
  counts: Uint32Array,
): void {
  let from = activity[first] ?? 0;
  for (let k = first + 1; k < end; k++) {
    const to = activity[k] ?? 0;
    const key = from * activities + to;
    counts[key] = (counts[key] ?? 0) + 1;
    from = to;
  }
}

function scatterPairs(
  log: EventLog,
  first: number,
  end: number,
  cursors: Uint32Array,
  durationsMs: Float64Array,
): void {
  const { activity, instantMs } = log;
  const activities = log.activities.length;
  let from = activity[first] ?? 0;
  let since = instantMs[first] ?? 0;
  for (let k = first + 1; k < end; k++) {
    const to = activity[k] ?? 0;
    const at = instantMs[k] ?? 0;
    const key = from * activities + to;
    const place = cursors[key] ?? 0;
    durationsMs[place] = at - since;
    cursors[key] = place + 1;
    from = to;
    since = at;
  }
}

/** Where each pair's slice begins: `cursors` by key, `offsets` by slice. */
function slicesOf(counts: Uint32Array) {
  const keys = Float64Array.from(counts.keys()).filter((key) => counts[key] !== 0);
  const offsets = new Uint32Array(keys.length + 1);
  const cursors = counts;
  let offset = 0;
  keys.forEach((key, slice) => {
    const count = counts[key] ?? 0;
    offsets[slice] = offset;
    cursors[key] = offset;
    offset += count;
  });
  offsets[keys.length] = offset;
  return { keys, offsets, cursors };
}

/** The same for very many activities: pairs are numbered as they appear, so that memory follows what occurs. */
function sparsePairs(log: EventLog, cases: CaseSelection | undefined): DurationsByPair {
  const activities = log.activities.length;
  const numbers = new Map<number, number>();
  const counts: number[] = [];
  const selected = cases ? cases.length : log.caseIds.length;
  const eachPair = (visit: (number: number, durationMs: number) => void): void => {
    for (let n = 0; n < selected; n++) {
      const [first, end] = bounds(log, cases, n);
      for (let k = first + 1; k < end; k++) {
        const key = (log.activity[k - 1] ?? 0) * activities + (log.activity[k] ?? 0);
        let number = numbers.get(key);
        if (number === undefined) numbers.set(key, (number = numbers.size));
        visit(number, (log.instantMs[k] ?? 0) - (log.instantMs[k - 1] ?? 0));
      }
    }
  };
  eachPair((number) => (counts[number] = (counts[number] ?? 0) + 1));
  const offsets = new Uint32Array(counts.length + 1);
  counts.forEach((count, number) => (offsets[number + 1] = (offsets[number] ?? 0) + count));
  const cursors = offsets.slice();
  const durationsMs = new Float64Array(offsets[counts.length] ?? 0);
  eachPair((number, durationMs) => {
    const place = cursors[number] ?? 0;
    durationsMs[place] = durationMs;
    cursors[number] = place + 1;
  });
  return { keys: Float64Array.from(numbers.keys()), offsets, durationsMs };
}
