import type { WorkingTime } from '../calendar/working-time.js';
import { type DurationStatistics } from '../statistics/duration-statistics.js';
import type { ActivityInstances } from './activity-instances.js';
import { summarised } from './service-times.js';

/** How long cases take, and how much of it is work. */
export interface LeadTimes {
  /** From a case's first start to its last completion. */
  readonly lead: DurationStatistics;
  /** Time in which at least one execution of the case ran (overlaps counted once). */
  readonly touch: DurationStatistics;
  /** `lead` less `touch`, case by case. */
  readonly waiting: DurationStatistics;
  /** Sum of `touch` over sum of `lead`. */
  readonly efficiency: number;
}

/** Lead, touch and waiting time by case; undefined where no case has an execution. */
export function leadTimes(
  instances: ActivityInstances,
  working?: WorkingTime,
): LeadTimes | undefined {
  const leads: number[] = [];
  const touches: number[] = [];
  const between = (fromMs: number, toMs: number): number =>
    working ? working.betweenMs(fromMs, toMs) : Math.max(0, toMs - fromMs);
  for (let c = 0; c + 1 < instances.caseOffsets.length; c++) {
    const first = instances.caseOffsets[c] ?? 0;
    const end = instances.caseOffsets[c + 1] ?? 0;
    if (first === end) continue;
    let touchMs = 0;
    let reachedMs = instances.startMs[first] ?? 0;
    for (let k = first; k < end; k++) {
      const fromMs = Math.max(reachedMs, instances.startMs[k] ?? 0);
      const toMs = instances.completeMs[k] ?? 0;
      if (toMs <= fromMs) continue;
      touchMs += between(fromMs, toMs);
      reachedMs = toMs;
    }
    leads.push(between(instances.startMs[first] ?? 0, reachedMs));
    touches.push(touchMs);
  }
  const lead = summarised(instances, leads);
  const touch = summarised(instances, touches);
  const waiting = summarised(
    instances,
    leads.map((leadMs, n) => leadMs - (touches[n] ?? 0)),
  );
  if (!lead || !touch || !waiting) return undefined;
  return { lead, touch, waiting, efficiency: lead.sumS === 0 ? 1 : touch.sumS / lead.sumS };
}
