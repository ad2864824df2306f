import { caseCount, type EventLog } from '../log/event-log.js';

/** An activity done more than once in a case. */
export interface Rework {
  readonly activity: number;
  /** Cases that repeat it, as pm4py's `get_rework_cases_per_activity`. */
  readonly cases: number;
  /** Executions beyond the first, over all cases. */
  readonly repeats: number;
}

/** Activities with rework, in order of the activities. */
export function rework(log: EventLog): Rework[] {
  const activities = log.activities.length;
  // The case (plus one) in which each activity was last seen, and how often there.
  const seenIn = new Uint32Array(activities);
  const times = new Uint32Array(activities);
  const cases = new Uint32Array(activities);
  const repeats = new Uint32Array(activities);
  for (let c = 0; c < caseCount(log); c++) {
    const end = log.caseOffsets[c + 1] ?? 0;
    for (let k = log.caseOffsets[c] ?? 0; k < end; k++) {
      const activity = log.activity[k] ?? 0;
      if (seenIn[activity] !== c + 1) {
        seenIn[activity] = c + 1;
        times[activity] = 0;
      }
      const before = times[activity] ?? 0;
      if (before === 1) cases[activity] = (cases[activity] ?? 0) + 1;
      if (before > 0) repeats[activity] = (repeats[activity] ?? 0) + 1;
      times[activity] = before + 1;
    }
  }
  return Array.from(cases, (count, activity) => ({
    activity,
    cases: count,
    repeats: repeats[activity] ?? 0,
  })).filter((each) => each.cases > 0);
}
