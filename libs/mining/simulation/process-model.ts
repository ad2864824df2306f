import type { WorkingTime } from '../calendar/working-time.js';
import { unexplainedWaitsMs } from '../causes/waiting-causes.js';
import type { ActivityInstances } from '../intervals/activity-instances.js';

/** Which of the tasks it can do a free resource takes first. */
export type QueueOrder = 'firstReady' | 'lastReady' | 'shortestWork';

/** A process as a simulation runs it; activities and resources are numbered as in the log it was calibrated on. */
export interface ProcessModel {
  readonly activities: readonly string[];
  readonly resources: readonly string[];
  /** Instants at which cases arrive, ascending. */
  readonly arrivalsMs: Float64Array;
  /** What followed after the last two activities, once for each time it did; END ends the case. */
  readonly routing: ReadonlyMap<number, readonly number[]>;
  /** Observed work by activity, in working milliseconds of who did it. */
  readonly serviceMs: readonly Float64Array[];
  /** Observed waits by activity that no resource explains, in milliseconds of working time. */
  readonly delayMs: readonly Float64Array[];
  /** Who can do what; an activity that nobody is named for takes no resource. */
  readonly performers: readonly (readonly number[])[];
  readonly workingOf: (resource: number) => WorkingTime | undefined;
  readonly queueOrder: QueueOrder;
  /** Share of an activity's executions that take no time and nobody's work. */
  readonly bypass: ReadonlyMap<number, number>;
  /** Activities that begin together with the one before them: first → second. */
  readonly parallel: ReadonlyMap<number, number>;
}

export const END = -1;
const NONE = -1;

/** The routing key of the last two activities. */
export function contextOf(activities: number, beforeLast: number, last: number): number {
  return (beforeLast + 1) * (activities + 1) + last + 1;
}

/** Learns a model from a log's executions: arrivals, routing, work, performers and unexplained waits as they were. */
export function calibrate(
  instances: ActivityInstances,
  workingOf: (resource: number) => WorkingTime | undefined = () => undefined,
): ProcessModel {
  const { log, activity, resource, startMs, completeMs, caseOffsets } = instances;
  const activities = log.activities.length;
  const serviceMs = log.activities.map((): number[] => []);
  const delayMs = log.activities.map((): number[] => []);
  const performers = log.activities.map(() => new Set<number>());
  const unexplained = unexplainedWaitsMs(instances, workingOf);
  activity.forEach((code, k) => {
    const who = resource[k] ?? log.noResource;
    const working = who === log.noResource ? undefined : workingOf(who);
    const from = startMs[k] ?? 0;
    const to = completeMs[k] ?? 0;
    serviceMs[code]?.push(working ? working.betweenMs(from, to) : to - from);
    delayMs[code]?.push(unexplained[k] ?? 0);
    if (who !== log.noResource) performers[code]?.add(who);
  });
  const routing = new Map<number, number[]>();
  const arrivalsMs: number[] = [];
  for (let c = 0; c + 1 < caseOffsets.length; c++) {
    const codes = [...activity.subarray(caseOffsets[c], caseOffsets[c + 1]), END];
    if (codes.length === 1) continue;
    arrivalsMs.push(startMs[caseOffsets[c] ?? 0] ?? 0);
    codes.forEach((next, n) => {
      const key = contextOf(activities, codes[n - 2] ?? NONE, codes[n - 1] ?? NONE);
      const known = routing.get(key);
      if (known) known.push(next);
      else routing.set(key, [next]);
    });
  }
  return {
    activities: log.activities,
    resources: log.resources,
    arrivalsMs: Float64Array.from(arrivalsMs).sort(),
    routing,
    serviceMs: serviceMs.map((values) => Float64Array.from(values)),
    delayMs: delayMs.map((values) => Float64Array.from(values)),
    performers: performers.map((who) => [...who].sort((a, b) => a - b)),
    workingOf,
    queueOrder: 'firstReady',
    bypass: new Map(),
    parallel: new Map(),
  };
}
