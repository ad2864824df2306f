import { caseCount, type EventLog } from '../log/event-log.js';

/** How many cases begin with each activity, by activity index. */
export function startActivities(log: EventLog): Map<number, number> {
  return tally(log, (c) => log.caseOffsets[c] ?? 0);
}

/** How many cases end with each activity, by activity index. An open case "ends" where it stands today. */
export function endActivities(log: EventLog): Map<number, number> {
  return tally(log, (c) => (log.caseOffsets[c + 1] ?? 0) - 1);
}

function tally(log: EventLog, eventOf: (caseIndex: number) => number): Map<number, number> {
  const counts = new Map<number, number>();
  for (let c = 0; c < caseCount(log); c++) {
    const activity = log.activity[eventOf(c)] ?? 0;
    counts.set(activity, (counts.get(activity) ?? 0) + 1);
  }
  return counts;
}
