import type { WorkingTime } from '../calendar/working-time.js';
import type { ActivityInstances } from '../intervals/activity-instances.js';

/** How busy one resource was between the first and the last work of its own. */
export interface ResourceLoad {
  readonly resource: string;
  readonly executions: number;
  readonly workedS: number;
  /** Working time between its first start and its last completion, by its calendar. */
  readonly availableS: number;
  /** `workedS` ÷ `availableS`; above 1 where work of several cases overlapped. */
  readonly load: number;
  /** Its activities, the most frequent first. */
  readonly activities: readonly string[];
}

interface Work {
  workedMs: number;
  executions: number;
  firstMs: number;
  lastMs: number;
  /** Executions by activity. */
  readonly by: Map<number, number>;
}

function noWork(): Work {
  return { workedMs: 0, executions: 0, firstMs: Infinity, lastMs: -Infinity, by: new Map() };
}

/** The load of every resource, busiest first. Without a calendar a resource counts as always at work. */
export function resourceLoads(
  instances: ActivityInstances,
  workingOf: (resource: number) => WorkingTime | undefined = () => undefined,
): ResourceLoad[] {
  const { log, resource, activity, startMs, completeMs } = instances;
  const found = new Map<number, Work>();
  resource.forEach((who, k) => {
    const start = startMs[k] ?? 0;
    const end = completeMs[k] ?? 0;
    if (who === log.noResource) return;
    const own = found.get(who) ?? noWork();
    const code = activity[k] ?? 0;
    own.workedMs += workingOf(who)?.betweenMs(start, end) ?? end - start;
    own.executions++;
    own.firstMs = Math.min(own.firstMs, start);
    own.lastMs = Math.max(own.lastMs, end);
    own.by.set(code, (own.by.get(code) ?? 0) + 1);
    found.set(who, own);
  });
  return [...found]
    .map(([who, { workedMs, executions, by, firstMs, lastMs }]) => {
      const availableMs = workingOf(who)?.betweenMs(firstMs, lastMs) ?? lastMs - firstMs;
      return {
        resource: log.resources[who] ?? '',
        executions,
        workedS: workedMs / 1000,
        availableS: availableMs / 1000,
        load: availableMs === 0 ? 0 : workedMs / availableMs,
        activities: [...by].sort((a, b) => b[1] - a[1]).map(([code]) => log.activities[code] ?? ''),
      };
    })
    .sort((a, b) => b.load - a.load || (a.resource < b.resource ? -1 : 1));
}
