import { caseArrivalAverageS, caseDurationsMs } from '../cases/case-durations.js';
import { endActivities, startActivities } from '../cases/end-points.js';
import { rework } from '../cases/rework.js';
import { performanceDfg } from '../dfg/performance-dfg.js';
import { caseCount, eventCount, type EventLog } from '../log/event-log.js';
import { handovers } from '../resources/handovers.js';
import { quantileOfSorted } from '../statistics/quantile.js';
import { activitiesOf, variants } from '../variants/variants.js';

/** Statistics of an edge under pm4py's names, in seconds. */
export interface EdgeAnswer {
  mean: number;
  median: number;
  max: number;
  min: number;
  sum: number;
  stdev: number | null;
  p50: number;
  p90: number;
  p95: number;
  p99: number;
}

/** What `aval mine --json` prints; names and definitions are pm4py's (docs/mining.md). */
export interface Answers {
  log: string;
  events: number;
  cases: number;
  activities: number;
  start_activities: Record<string, number>;
  end_activities: Record<string, number>;
  variants: number;
  top_variants: [string[], number][];
  case_duration_s: CaseDurationAnswer;
  case_arrival_average_s: number | null;
  rework_cases: Record<string, number>;
  dfg: [string, string, number, EdgeAnswer][];
  handover_top: [string, string, number][];
}

/** Durations of whole cases in seconds. pm4py's own median takes the upper of two middle values. */
export interface CaseDurationAnswer {
  mean: number;
  median_interp: number;
  pm4py_median_upper: number;
  p90: number;
  p95: number;
  p99: number;
  max: number;
  sum: number;
}

const TOP_VARIANTS = 5;
const TOP_HANDOVERS = 20;

/** The whole of the standard answers about a log. An empty log has null for what cannot be said. */
export function answers(log: EventLog): Answers {
  const name = (activity: number): string => log.activities[activity] ?? '';
  const named = (counts: Map<number, number>): Record<string, number> =>
    Object.fromEntries([...counts].map(([activity, count]) => [name(activity), count]));
  const found = variants(log);
  return {
    log: log.name,
    events: eventCount(log),
    cases: caseCount(log),
    activities: usedActivities(log),
    start_activities: named(startActivities(log)),
    end_activities: named(endActivities(log)),
    variants: found.length,
    top_variants: found
      .slice(0, TOP_VARIANTS)
      .map(({ firstCase, count }) => [Array.from(activitiesOf(log, firstCase), name), count]),
    case_duration_s: caseDurationAnswer(caseDurationsMs(log)),
    case_arrival_average_s: caseArrivalAverageS(log) ?? null,
    rework_cases: named(new Map(rework(log).map((each) => [each.activity, each.cases]))),
    dfg: dfgAnswer(log),
    handover_top: handovers(log)
      .slice(0, TOP_HANDOVERS)
      .map(({ from, to, share }) => [resourceName(log, from), resourceName(log, to), share]),
  };
}

/** How many of the log's activities occur in it: a part of a log keeps the names of the whole. */
function usedActivities({ activities, activity }: EventLog): number {
  const used = new Uint8Array(activities.length);
  for (const code of activity) used[code] = 1;
  return used.reduce((sum, each) => sum + each, 0);
}

/** The name of a resource; a missing one is called None, as pm4py calls it. */
export function resourceName(log: EventLog, resource: number | undefined): string {
  return (resource === undefined ? undefined : log.resources[resource]) ?? 'None';
}

function dfgAnswer(log: EventLog): Answers['dfg'] {
  return performanceDfg(log).map((edge) => [
    log.activities[edge.from] ?? '',
    log.activities[edge.to] ?? '',
    edge.count,
    {
      mean: edge.meanS,
      median: edge.p50S,
      max: edge.maxS,
      min: edge.minS,
      sum: edge.sumS,
      stdev: edge.stdevS,
      p50: edge.p50S,
      p90: edge.p90S,
      p95: edge.p95S,
      p99: edge.p99S,
    },
  ]);
}

function caseDurationAnswer(durationsMs: Float64Array): CaseDurationAnswer {
  const sorted = durationsMs.sort();
  const sum = sorted.reduce((total, each) => total + each, 0);
  const quantileS = (share: number): number => quantileOfSorted(sorted, share) / 1000;
  return {
    mean: sum / sorted.length / 1000,
    median_interp: quantileS(0.5),
    pm4py_median_upper: (sorted[sorted.length >> 1] ?? NaN) / 1000,
    p90: quantileS(0.9),
    p95: quantileS(0.95),
    p99: quantileS(0.99),
    max: (sorted[sorted.length - 1] ?? NaN) / 1000,
    sum: sum / 1000,
  };
}
