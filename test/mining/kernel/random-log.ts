import fc from 'fast-check';
import { type EventLog, EventLogBuilder, type LoggedEvent } from '#mining/log/event-log';

/** Small logs with many ties: few cases, activities, resources and instants. Fractions are whole microseconds. */
export const randomEvents: fc.Arbitrary<LoggedEvent[]> = fc.array(
  fc.record({
    caseId: fc.constantFrom('c1', 'c2', 'c3', 'c4', 'c5'),
    activity: fc.constantFrom('apply', 'check', 'score', 'decide'),
    instantMs: fc
      .integer({ min: 0, max: 5_000_000 })
      .map((microseconds) => 1.7e12 + microseconds / 1000),
    resource: fc.option(fc.constantFrom('Wang', 'Li', 'Zhao'), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 60 },
);

export function logOf(events: readonly LoggedEvent[], name = 'random'): EventLog {
  const builder = new EventLogBuilder();
  for (const event of events) builder.add(event);
  return builder.build(name);
}

/** The same log the slow way: arrays of events by case, in order. */
export function tracesOf(events: readonly LoggedEvent[]): LoggedEvent[][] {
  const cases = [...new Set(events.map((event) => event.caseId))];
  return cases.map((caseId) =>
    events
      .filter((event) => event.caseId === caseId)
      .map((event, position) => ({ event, position }))
      .sort((a, b) => a.event.instantMs - b.event.instantMs || a.position - b.position)
      .map(({ event }) => event),
  );
}

/** Whole microseconds, exactly. */
export function micros(ms: number): number {
  return Math.round((ms - 1.7e12) * 1000);
}
