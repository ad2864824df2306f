import { caseCount, type EventLog } from '../log/event-log.js';
import { snapToMicroseconds } from '../statistics/duration-statistics.js';

/** From each case's first event to its last, in milliseconds, by case. */
export function caseDurationsMs(log: EventLog): Float64Array {
  const durations = new Float64Array(caseCount(log));
  for (let c = 0; c < durations.length; c++) {
    const first = log.instantMs[log.caseOffsets[c] ?? 0] ?? 0;
    const last = log.instantMs[(log.caseOffsets[c + 1] ?? 0) - 1] ?? 0;
    durations[c] = last - first;
  }
  if (!log.wholeMs) snapToMicroseconds(durations);
  return durations;
}

/**
 * Mean time between the starts of successive cases in seconds, as pm4py's `get_case_arrival_average`: the gaps between
 * sorted starts add up to the span, so the mean needs no sorting. Undefined below two cases.
 */
export function caseArrivalAverageS(log: EventLog): number | undefined {
  const cases = caseCount(log);
  if (cases < 2) return undefined;
  let earliest = Infinity;
  let latest = -Infinity;
  for (let c = 0; c < cases; c++) {
    const start = log.instantMs[log.caseOffsets[c] ?? 0] ?? 0;
    if (start < earliest) earliest = start;
    if (start > latest) latest = start;
  }
  return (latest - earliest) / (cases - 1) / 1000;
}
