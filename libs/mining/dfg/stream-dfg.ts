import { groupByCase, type TimeOrderedEvents } from '../log/group-by-case.js';
import { snapToMicroseconds } from '../statistics/duration-statistics.js';
import { layOutSlices } from './pair-columns.js';
import {
  durationsByPair,
  type Edge,
  edgesOf,
  MOST_DENSE_PAIRS,
  type PairDurations,
  spareRoom,
} from './performance-dfg.js';

/** Events in order of time, and the names of their activities. */
export interface EventStream extends TimeOrderedEvents {
  readonly activities: readonly string[];
  /** As of a log: every instant is a whole millisecond. */
  readonly wholeMs?: boolean;
}

/** An activity's code is below this: the square of the most activities that a dense table holds is MOST_DENSE_PAIRS. */
const NONE_YET = 0xffff;

/**
 * The same graph from events in order of time, all cases mixed, each case's in order. The events are not sorted into
 * their cases: what is remembered of a case is only its last event, which is enough for every pair and its duration and
 * stays in the caches, whereas a sort would write every event to a place of its own in memory.
 */
export function streamDfg(stream: EventStream): Edge[] {
  const activities = stream.activities.length;
  if (activities ** 2 > MOST_DENSE_PAIRS)
    return edgesOf(durationsByPair({ ...stream, ...groupByCase(stream) }), activities);
  const cursors = countStream(stream, activities);
  const slices = layOutSlices([cursors]);
  const durationsMs = spareRoom(slices.offsets[slices.keys.length] ?? 0);
  scatterStream(stream, activities, cursors, durationsMs);
  if (!stream.wholeMs) snapToMicroseconds(durationsMs);
  const found: PairDurations = { ...slices, durationsMs };
  return edgesOf(found, activities);
}

function countStream({ cases, caseOf, activity }: EventStream, activities: number): Uint32Array {
  const counts = new Uint32Array(activities ** 2);
  const last = new Uint16Array(cases).fill(NONE_YET);
  for (let k = 0; k < caseOf.length; k++) {
    const c = caseOf[k] ?? 0;
    const from = last[c] ?? 0;
    const to = activity[k] ?? 0;
    last[c] = to;
    if (from === NONE_YET) continue;
    const key = Math.imul(from, activities) + to;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

function scatterStream(
  { cases, caseOf, activity, instantMs }: EventStream,
  activities: number,
  cursors: Uint32Array,
  durationsMs: Float64Array,
): void {
  const last = new Uint16Array(cases).fill(NONE_YET);
  const lastMs = new Float64Array(cases);
  for (let k = 0; k < caseOf.length; k++) {
    const c = caseOf[k] ?? 0;
    const from = last[c] ?? 0;
    const to = activity[k] ?? 0;
    const since = lastMs[c] ?? 0;
    const at = instantMs[k] ?? 0;
    last[c] = to;
    lastMs[c] = at;
    if (from === NONE_YET) continue;
    const key = Math.imul(from, activities) + to;
    const place = cursors[key] ?? 0;
    durationsMs[place] = at - since;
    cursors[key] = place + 1;
  }
}
