import { batches } from '../batches/batches.js';
import type { WorkingTime } from '../calendar/working-time.js';
import type { ActivityInstances } from '../intervals/activity-instances.js';
import { lengthMs, type Stretches, united, within, without } from './time-segments.js';

/** Why work waited, in seconds; the five add up to `waitS`. */
export interface WaitingCauses {
  readonly waitS: number;
  /** Held back until the rest of its batch was there, while its resource was free to do it. */
  readonly batchingS: number;
  /** Its resource worked on what had been ready before it. */
  readonly contentionS: number;
  /** Its resource worked on what became ready only after it: the other was given precedence. */
  readonly prioritisationS: number;
  /** Its resource was not at work. */
  readonly unavailabilityS: number;
  /** None of these: the borrower, a third party, a handover that nobody logged. */
  readonly extraneousS: number;
}

export interface WaitOfEdge extends WaitingCauses {
  /** Activity whose completion made the work ready; undefined for the first of a case. */
  readonly from: number | undefined;
  readonly to: number;
  readonly count: number;
}

/** How close together executions must lie to be looked at as a batch. */
const BATCH_DISTANCE_MS = 60_000;
/** A resource that was free for less than this before a batch merely drained its queue. */
const IDLE_MS = 60_000;

/** When each execution was ready to be done, and by whom it was done. */
interface Ready {
  readonly fromMs: Float64Array;
  /** Execution before it in the case, −1 for the first. */
  readonly previous: Int32Array;
  readonly byResource: Map<number, Work>;
}

/** A resource's executions by start, and how far those up to each of them reach. */
interface Work {
  readonly executions: number[];
  readonly reachMs: number[];
}

/**
 * Splits every wait between two executions of a case by cause (after Lashkevich et al., "Why am I waiting?", 2023):
 * batching first, then contention and prioritisation, then unavailability; what none of them takes is extraneous.
 * `workingOf` gives a resource's calendar; without one a resource counts as always at work. Largest waits first.
 */
export function waitingCauses(
  instances: ActivityInstances,
  workingOf: (resource: number) => WorkingTime | undefined = () => undefined,
): WaitOfEdge[] {
  const ready = readiness(instances);
  const batchReadyMs = batchReadiness(instances, ready, workingOf);
  const sums = new Map<
    number,
    { edge: [number | undefined, number]; ms: number[]; count: number }
  >();
  const activities = instances.log.activities.length;
  for (let k = 0; k < instances.activity.length; k++) {
    const previous = ready.previous[k] ?? -1;
    const from = previous < 0 ? undefined : instances.activity[previous];
    const to = instances.activity[k] ?? 0;
    const key = (from ?? activities) * activities + to;
    let sum = sums.get(key);
    if (!sum) sums.set(key, (sum = { edge: [from, to], ms: [0, 0, 0, 0, 0, 0], count: 0 }));
    const ms = splitWait(instances, ready, k, batchReadyMs[k] ?? 0, workingOf);
    sum.count++;
    ms.forEach((each, n) => (sum.ms[n] = (sum.ms[n] ?? 0) + each));
  }
  return [...sums.values()]
    .map(({ edge: [from, to], ms, count }) => {
      const [wait = 0, batching = 0, contention = 0, prioritisation = 0, away = 0, other = 0] = ms;
      return {
        from,
        to,
        count,
        waitS: wait / 1000,
        batchingS: batching / 1000,
        contentionS: contention / 1000,
        prioritisationS: prioritisation / 1000,
        unavailabilityS: away / 1000,
        extraneousS: other / 1000,
      };
    })
    .sort((a, b) => b.waitS - a.waitS);
}

/**
 * Of each execution's wait, in milliseconds, what its resource does not explain: batching and extraneous. What a
 * simulation must put in by hand, because its queues bring forth the rest.
 */
export function unexplainedWaitsMs(
  instances: ActivityInstances,
  workingOf: (resource: number) => WorkingTime | undefined = () => undefined,
): Float64Array {
  const ready = readiness(instances);
  const batchReadyMs = batchReadiness(instances, ready, workingOf);
  return Float64Array.from(instances.activity, (_, k) => {
    const parts = splitWait(instances, ready, k, batchReadyMs[k] ?? 0, workingOf);
    return (parts[1] ?? 0) + (parts[5] ?? 0);
  });
}

/** Work is ready when it was scheduled, else when the last execution of its case that ended before its start ended. */
function readiness({
  log,
  activity,
  caseOffsets,
  startMs,
  completeMs,
  scheduledMs,
  resource,
}: ActivityInstances): Ready {
  const fromMs = new Float64Array(activity.length);
  const previous = new Int32Array(activity.length).fill(-1);
  const byResource = new Map<number, Work>();
  for (let c = 0; c + 1 < caseOffsets.length; c++)
    for (let k = caseOffsets[c] ?? 0; k < (caseOffsets[c + 1] ?? 0); k++) {
      const start = startMs[k] ?? 0;
      let readyMs = -Infinity;
      for (let p = caseOffsets[c] ?? 0; p < k; p++) {
        const ended = completeMs[p] ?? 0;
        if (ended > start || ended < readyMs) continue;
        readyMs = ended;
        previous[k] = p;
      }
      const scheduled = scheduledMs[k] ?? NaN;
      if (!Number.isNaN(scheduled)) readyMs = scheduled;
      fromMs[k] = readyMs === -Infinity ? start : Math.min(readyMs, start);
      if (resource[k] === log.noResource) continue;
      const own = byResource.get(resource[k] ?? 0);
      if (own) own.executions.push(k);
      else byResource.set(resource[k] ?? 0, { executions: [k], reachMs: [] });
    }
  for (const { executions, reachMs } of byResource.values()) {
    executions.sort((a, b) => (startMs[a] ?? 0) - (startMs[b] ?? 0));
    for (const k of executions)
      reachMs.push(Math.max(reachMs.at(-1) ?? -Infinity, completeMs[k] ?? 0));
  }
  return { fromMs, previous, byResource };
}

/** For the members of a true batch: when its last member was ready. Elsewhere minus infinity. */
function batchReadiness(
  instances: ActivityInstances,
  ready: Ready,
  workingOf: (resource: number) => WorkingTime | undefined,
): Float64Array {
  const readyMs = new Float64Array(instances.activity.length).fill(-Infinity);
  for (const { resource, batches: found } of batches(instances, {
    mergeDistanceMs: BATCH_DISTANCE_MS,
  }))
    for (const { members, fromMs } of found) {
      const gathered = members.filter((k) => (ready.fromMs[k] ?? 0) <= fromMs);
      if (gathered.length < 2) continue;
      const times = gathered.map((k) => ready.fromMs[k] ?? 0);
      const first = times.reduce((a, b) => Math.min(a, b), Infinity);
      const last = times.reduce((a, b) => Math.max(a, b), -Infinity);
      const gatheringMs: Stretches = first < last ? [[first, last]] : [];
      const free = without(gatheringMs, busy(instances, ready, resource, first, last));
      const idleMs = atWorkMs(free, workingOf(resource));
      if (idleMs >= IDLE_MS) for (const k of gathered) readyMs[k] = last;
    }
  return readyMs;
}

function atWorkMs(stretches: Stretches, working: WorkingTime | undefined): number {
  if (!working) return lengthMs(stretches);
  return stretches.reduce((total, [from, to]) => total + working.betweenMs(from, to), 0);
}

/** Wait, batching, contention, prioritisation, unavailability and the rest of one execution, in milliseconds. */
function splitWait(
  instances: ActivityInstances,
  ready: Ready,
  k: number,
  batchReadyMs: number,
  workingOf: (resource: number) => WorkingTime | undefined,
): number[] {
  const fromMs = ready.fromMs[k] ?? 0;
  const toMs = instances.startMs[k] ?? 0;
  if (toMs <= fromMs) return [0, 0, 0, 0, 0, 0];
  const wait: Stretches = [[fromMs, toMs]];
  const resource = instances.resource[k] ?? instances.log.noResource;
  if (resource === instances.log.noResource) return [toMs - fromMs, 0, 0, 0, 0, toMs - fromMs];
  const batching = within(wait, [[fromMs, Math.max(fromMs, Math.min(toMs, batchReadyMs))]]);
  const afterBatch = without(wait, batching);
  const earlier = busy(
    instances,
    ready,
    resource,
    fromMs,
    toMs,
    (other) => (ready.fromMs[other] ?? 0) <= fromMs && other !== k,
  );
  const contention = within(afterBatch, earlier);
  const afterContention = without(afterBatch, contention);
  const later = busy(
    instances,
    ready,
    resource,
    fromMs,
    toMs,
    (other) => (ready.fromMs[other] ?? 0) > fromMs,
  );
  const prioritisation = within(afterContention, later);
  const idle = without(afterContention, prioritisation);
  const idleMs = lengthMs(idle);
  const awayMs = idleMs - atWorkMs(idle, workingOf(resource));
  return [
    toMs - fromMs,
    lengthMs(batching),
    lengthMs(contention),
    lengthMs(prioritisation),
    awayMs,
    idleMs - awayMs,
  ];
}

/** When a resource worked on executions that pass, between two instants. */
function busy(
  { startMs, completeMs }: ActivityInstances,
  { byResource }: Ready,
  resource: number,
  fromMs: number,
  toMs: number,
  passes: (execution: number) => boolean = () => true,
): Stretches {
  const found: [number, number][] = [];
  const { executions = [], reachMs = [] } = byResource.get(resource) ?? {};
  for (let n = firstReaching(reachMs, fromMs); n < executions.length; n++) {
    const k = executions[n] ?? 0;
    const begin = startMs[k] ?? 0;
    if (begin >= toMs) break;
    const end = completeMs[k] ?? 0;
    if (end > fromMs && passes(k)) found.push([Math.max(begin, fromMs), Math.min(end, toMs)]);
  }
  return united(found);
}

/** The first place that reaches beyond the instant: nothing before it can overlap. */
function firstReaching(reachMs: readonly number[], atMs: number): number {
  let low = 0;
  let high = reachMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((reachMs[middle] ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
