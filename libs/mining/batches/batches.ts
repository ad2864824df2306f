import type { ActivityInstances } from '../intervals/activity-instances.js';

/** How the executions of a batch lie in time (Martin et al., "Batch Processing", SIMPDA 2015). */
export type BatchKind =
  | 'Simultaneous'
  | 'Batching on Start'
  | 'Batching on End'
  | 'Sequential batching'
  | 'Concurrent batching';

/** Executions of one activity by one resource that were done together. */
export interface Batch {
  readonly kind: BatchKind;
  readonly fromMs: number;
  readonly toMs: number;
  /** Indices of the executions. */
  readonly members: readonly number[];
}

export interface BatchesOfPair {
  readonly activity: number;
  readonly resource: number;
  readonly batches: readonly Batch[];
}

export interface BatchOptions {
  /** Executions at most this far apart belong together; pm4py's default is a quarter of an hour. */
  readonly mergeDistanceMs?: number;
  readonly minSize?: number;
}

/** Batches by activity and resource, most batches first. Executions without a resource are left out. */
export function batches(
  instances: ActivityInstances,
  { mergeDistanceMs = 900_000, minSize = 2 }: BatchOptions = {},
): BatchesOfPair[] {
  const width = instances.log.resources.length;
  return [...executionsByPair(instances)]
    .map(([key, members]) => ({
      activity: Math.floor(key / width),
      resource: key % width,
      batches: stretches(instances, members, mergeDistanceMs)
        .filter((stretch) => stretch.length >= minSize)
        .map((stretch) => batchOf(instances, stretch)),
    }))
    .filter((each) => each.batches.length > 0)
    .sort((a, b) => b.batches.length - a.batches.length);
}

function executionsByPair(instances: ActivityInstances): Map<number, number[]> {
  const { activity, resource, log } = instances;
  const pairs = new Map<number, number[]>();
  for (let k = 0; k < activity.length; k++) {
    if (resource[k] === log.noResource) continue;
    const key = (activity[k] ?? 0) * log.resources.length + (resource[k] ?? 0);
    const members = pairs.get(key);
    if (members) members.push(k);
    else pairs.set(key, [k]);
  }
  return pairs;
}

/** Splits executions where more than the distance lies between the end of all before and the next start. */
function stretches(
  { startMs, completeMs }: ActivityInstances,
  members: readonly number[],
  distanceMs: number,
): number[][] {
  const sorted = [...members].sort(
    (a, b) => (startMs[a] ?? 0) - (startMs[b] ?? 0) || (completeMs[a] ?? 0) - (completeMs[b] ?? 0),
  );
  const found: number[][] = [];
  let reachedMs = -Infinity;
  for (const k of sorted) {
    const current = found.at(-1);
    if (current && (startMs[k] ?? 0) - reachedMs <= distanceMs) current.push(k);
    else found.push([k]);
    reachedMs = Math.max(reachedMs, completeMs[k] ?? 0);
  }
  return found;
}

function batchOf(instances: ActivityInstances, members: readonly number[]): Batch {
  const starts = members.map((k) => instances.startMs[k] ?? 0);
  const ends = members.map((k) => instances.completeMs[k] ?? 0);
  return {
    kind: kindOf(starts, ends),
    fromMs: Math.min(...starts.slice(0, 1)),
    toMs: ends.reduce((latest, each) => Math.max(latest, each), -Infinity),
    members,
  };
}

function kindOf(starts: readonly number[], ends: readonly number[]): BatchKind {
  const oneStart = starts.every((each) => each === starts[0]);
  const oneEnd = ends.every((each) => each === ends[0]);
  if (oneStart) return oneEnd ? 'Simultaneous' : 'Batching on Start';
  if (oneEnd) return 'Batching on End';
  const sequential = starts.every((start, n) => n === 0 || start === ends[n - 1]);
  return sequential ? 'Sequential batching' : 'Concurrent batching';
}
