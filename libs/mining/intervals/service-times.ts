import {
  snapToMicroseconds,
  type DurationStatistics,
  summariseDurations,
} from '../statistics/duration-statistics.js';
import type { WorkingTime } from '../calendar/working-time.js';
import type { ActivityInstances } from './activity-instances.js';

/** Service times of one activity: from start to completion, suspensions included. */
export interface ServiceTime extends DurationStatistics {
  readonly activity: number;
  /** How much of `sumS` the work lay suspended. */
  readonly suspendedS: number;
}

/**
 * Service times by activity, in order of the activities, as pm4py's `service_time.get`. With a calendar only working
 * time counts.
 */
export function serviceTimes(instances: ActivityInstances, working?: WorkingTime): ServiceTime[] {
  const byActivity = new Map<number, { durations: number[]; suspendedMs: number }>();
  for (let k = 0; k < instances.activity.length; k++) {
    const activity = instances.activity[k] ?? 0;
    let of = byActivity.get(activity);
    if (!of) byActivity.set(activity, (of = { durations: [], suspendedMs: 0 }));
    const startMs = instances.startMs[k] ?? 0;
    const completeMs = instances.completeMs[k] ?? 0;
    of.durations.push(working ? working.betweenMs(startMs, completeMs) : completeMs - startMs);
    of.suspendedMs += instances.suspendedMs[k] ?? 0;
  }
  return [...byActivity]
    .sort(([a], [b]) => a - b)
    .flatMap(([activity, { durations, suspendedMs }]) => {
      const statistics = summarised(instances, durations);
      return statistics ? [{ activity, ...statistics, suspendedS: suspendedMs / 1000 }] : [];
    });
}

/** Statistics of durations taken from a log's instants. */
export function summarised(
  instances: ActivityInstances,
  durationsMs: readonly number[],
): DurationStatistics | undefined {
  const values = Float64Array.from(durationsMs);
  if (!instances.log.wholeMs) snapToMicroseconds(values);
  return summariseDurations(values);
}
