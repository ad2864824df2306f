import type { WorkingTime } from '../calendar/working-time.js';
import type { Edge } from '../dfg/performance-dfg.js';
import type { ActivityInstances } from './activity-instances.js';
import { summarised } from './service-times.js';

/**
 * Waiting times between successive executions of a case: from the completion of one to the start of the next, zero
 * where they overlap. As pm4py's performance graph on an interval log. Largest total wait first.
 */
export function waitingTimes(instances: ActivityInstances, working?: WorkingTime): Edge[] {
  const { activity, startMs, completeMs, caseOffsets } = instances;
  const activities = instances.log.activities.length;
  const waits = new Map<number, number[]>();
  for (let c = 0; c + 1 < caseOffsets.length; c++) {
    const end = caseOffsets[c + 1] ?? 0;
    for (let k = (caseOffsets[c] ?? 0) + 1; k < end; k++) {
      const key = (activity[k - 1] ?? 0) * activities + (activity[k] ?? 0);
      const freeMs = completeMs[k - 1] ?? 0;
      const begunMs = startMs[k] ?? 0;
      const waitMs = working ? working.betweenMs(freeMs, begunMs) : Math.max(0, begunMs - freeMs);
      const known = waits.get(key);
      if (known) known.push(waitMs);
      else waits.set(key, [waitMs]);
    }
  }
  return [...waits]
    .flatMap(([key, durations]) => {
      const statistics = summarised(instances, durations);
      const from = Math.floor(key / activities);
      return statistics ? [{ from, to: key % activities, ...statistics }] : [];
    })
    .sort((a, b) => b.sumS - a.sumS || a.from - b.from || a.to - b.to);
}
