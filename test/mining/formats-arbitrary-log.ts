import fc from 'fast-check';
import type { AttributeValue } from '#mining/log/attribute-column';
import { EventLogBuilder, type EventLog, type LoggedEvent } from '#mining/log/event-log';
import { exportedEvents } from '#mining/formats/exported-events';
import type { LogReading } from '#mining/formats/reading';

/** Names that formats like to trip over: markup, formulas, quotes, line breaks, other scripts. */
const nastyName = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    '放款 & 解保',
    '<x y="1">',
    "it's",
    '=1+1',
    "'@x",
    '-5',
    'a,b;c',
    'x\ny',
  ),
  fc.string({ minLength: 1, maxLength: 12 }).map((text) => `n${text.replace(/\s/g, '_')}`),
);

const instant = fc.integer({ min: Date.UTC(1970, 0, 2), max: Date.UTC(2080, 0, 1) });

const attributes = fc.record(
  {
    note: nastyName,
    amount: fc
      .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
      .map((n) => n + 0),
    approved: fc.boolean(),
    due: instant.map((ms) => new Date(ms)),
  },
  { requiredKeys: [] },
) satisfies fc.Arbitrary<Record<string, AttributeValue>>;

const event: fc.Arbitrary<LoggedEvent> = fc.record(
  {
    caseId: nastyName,
    activity: nastyName,
    instantMs: instant,
    startMs: instant,
    resource: nastyName,
    lifecycle: fc.constantFrom('start', 'complete', 'schedule', 'suspend'),
    attributes,
  },
  { requiredKeys: ['caseId', 'activity', 'instantMs'] },
);

/** Small logs of every shape. */
export const anyLog: fc.Arbitrary<EventLog> = fc
  .tuple(fc.array(event, { minLength: 1, maxLength: 12 }), attributes)
  .map(([events, ofFirstCase]) => {
    const builder = new EventLogBuilder();
    for (const one of events) builder.add(one);
    builder.describeCase(events[0]?.caseId ?? '', ofFirstCase);
    return builder.build('any');
  });

/** All that a log says, as plain values; two logs that say the same are equal. */
export function said(log: EventLog): unknown {
  return [...exportedEvents(log)].map((one) => ({
    ...one,
    lifecycle: one.lifecycle ?? 'complete',
  }));
}

export function logOf(reading: LogReading): EventLog {
  if (reading.kind === 'broken') throw new Error(reading.problem.reason);
  return reading.log;
}

/** As `said`, for formats that know no types: every attribute as its text. */
export function saidAsText(log: EventLog): unknown {
  const spell = (attributes: Readonly<Record<string, AttributeValue>>): unknown =>
    Object.fromEntries(
      Object.entries(attributes)
        .map(([name, value]) => [name, value instanceof Date ? value.toISOString() : String(value)])
        .sort(([left = ''], [right = '']) => (left < right ? -1 : 1)),
    );
  return [...exportedEvents(log)].map((one) => ({
    ...one,
    lifecycle: one.lifecycle ?? 'complete',
    attributes: spell(one.attributes),
    caseAttributes: spell(one.caseAttributes),
  }));
}
