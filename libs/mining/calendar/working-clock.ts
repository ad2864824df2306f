import type { EventLog } from '../log/event-log.js';
import type { WorkingTime } from './working-time.js';

/**
 * The log with its instants on a clock that runs only while work is done: whatever lies between two of them is working
 * time. For analyses of spans alone, since no instant of it is one of the calendar's. Without hours the log as it is.
 */
export function onWorkingClock(log: EventLog, working: WorkingTime | undefined): EventLog {
  if (working === undefined) return log;
  const worked = (atMs: number): number => working.workedUntil(atMs);
  const { instantMs, startMs } = log;
  return {
    ...log,
    instantMs: instantMs.map(worked),
    ...(startMs === undefined ? {} : { startMs: startMs.map(worked) }),
  };
}
