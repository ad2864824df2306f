import type { EventLog } from '../log/event-log.js';

/** Calendar time laid along a line. */
export interface TimeScale {
  /** The horizontal place of an instant. */
  x(ms: number): number;
  /** Instants worth a label. */
  readonly ticks: readonly number[];
}

const TICKS = 7;

/** All instants of a log, from `left` to `right`. */
export function timeAxis(log: EventLog, left: number, right: number): TimeScale {
  let first = Infinity;
  let last = -Infinity;
  for (const ms of log.instantMs) {
    if (ms < first) first = ms;
    if (ms > last) last = ms;
  }
  const span = Math.max(1, last - first);
  return {
    x: (ms) => Math.round((left + ((ms - first) / span) * (right - left)) * 10) / 10,
    ticks: Array.from({ length: TICKS }, (_, at) => first + (span * (at + 0.5)) / TICKS),
  };
}

/** "2026-03-01" in UTC. */
export function dayText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
