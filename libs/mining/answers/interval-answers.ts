import { batches } from '../batches/batches.js';
import { OFFICE_HOURS_UTC, type WorkingCalendar, WorkingTime } from '../calendar/working-time.js';
import type { Edge } from '../dfg/performance-dfg.js';
import {
  type ActivityInstances,
  pairActivityInstances,
  countEndingBeforeStart,
} from '../intervals/activity-instances.js';
import { concurrency } from '../intervals/concurrency.js';
import { casesWorkedOn, cycleTimeS } from '../intervals/cycle-time.js';
import { type ServiceTime, serviceTimes } from '../intervals/service-times.js';
import { waitingTimes } from '../intervals/waiting-times.js';
import type { EventLog } from '../log/event-log.js';
import { type EdgeAnswer, resourceName } from './answers.js';

/** What `aval mine --intervals` adds; names and definitions are pm4py's (docs/mining.md). Times in seconds. */
export interface IntervalAnswers {
  log: string;
  activity_instances: number;
  cases: number;
  complete_without_start: number;
  start_without_complete: number;
  /** Not pm4py's, but its times below zero are in the sums here as there: so many executions end before they start. */
  complete_before_start: number;
  service_time_mean: Record<string, number>;
  service_time_median: Record<string, number>;
  service_time_sum: Record<string, number>;
  service_time_max: Record<string, number>;
  service_time_suspended: Record<string, number>;
  service_time_mean_business_hours: Record<string, number>;
  dfg_waiting_start_minus_complete: [string, string, EdgeAnswer][];
  dfg_frequency: [string, string, number][];
  cycle_time_s: number | null;
  case_overlap_mean: number | null;
  /** Batches within a quarter of an hour; not pm4py's `batches_*`, whose figures no definition gives (docs/mining.md). */
  batching_top: [[string, string], number, Record<string, number>][];
  batching_total: number;
}

const TOP_BATCHES = 10;

/** The interval answers about a log, business hours by the given calendar (pm4py's default without one). */
export function intervalAnswers(
  log: EventLog,
  calendar: WorkingCalendar = OFFICE_HOURS_UTC,
): IntervalAnswers {
  const instances = pairActivityInstances(log);
  const services = serviceTimes(instances);
  const waits = waitingTimes(instances);
  const byActivity = (times: ServiceTime[], of: (time: ServiceTime) => number) =>
    Object.fromEntries(times.map((time) => [log.activities[time.activity] ?? '', of(time)]));
  return {
    log: log.name,
    activity_instances: instances.activity.length,
    cases: casesWorkedOn(instances),
    complete_without_start: instances.completeWithoutStart,
    start_without_complete: instances.startWithoutComplete,
    complete_before_start: countEndingBeforeStart(instances),
    service_time_mean: byActivity(services, (time) => time.meanS),
    service_time_median: byActivity(services, (time) => time.p50S),
    service_time_sum: byActivity(services, (time) => time.sumS),
    service_time_max: byActivity(services, (time) => time.maxS),
    service_time_suspended: byActivity(services, (time) => time.suspendedS),
    service_time_mean_business_hours: byActivity(
      serviceTimes(instances, new WorkingTime(calendar)),
      (time) => time.meanS,
    ),
    dfg_waiting_start_minus_complete: waits.map((edge) => waitAnswer(log, edge)),
    dfg_frequency: [...waits]
      .sort((a, b) => b.count - a.count)
      .map((edge) => [log.activities[edge.from] ?? '', log.activities[edge.to] ?? '', edge.count]),
    cycle_time_s: cycleTimeS(instances) ?? null,
    case_overlap_mean: concurrency(instances)?.meanCompletionOverlap ?? null,
    ...batchAnswers(instances),
  };
}

function waitAnswer(log: EventLog, edge: Edge): [string, string, EdgeAnswer] {
  return [
    log.activities[edge.from] ?? '',
    log.activities[edge.to] ?? '',
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
  ];
}

function batchAnswers(
  instances: ActivityInstances,
): Pick<IntervalAnswers, 'batching_top' | 'batching_total'> {
  const { log } = instances;
  const found = batches(instances);
  return {
    batching_top: found.slice(0, TOP_BATCHES).map((pair) => {
      const kinds: Record<string, number> = {};
      for (const { kind } of pair.batches) kinds[kind] = (kinds[kind] ?? 0) + 1;
      const name = log.activities[pair.activity] ?? '';
      return [[name, resourceName(log, pair.resource)], pair.batches.length, kinds];
    }),
    batching_total: found.reduce((total, pair) => total + pair.batches.length, 0),
  };
}
