import { performanceDfg } from '#mining/dfg/performance-dfg';
import { eventCount, type EventLog } from '#mining/log/event-log';
import { variants } from '#mining/variants/variants';
import { syntheticLog } from './synthetic-log.js';
import { milliseconds, printTable, repeated } from './table.js';

const SIZES = [1e4, 1e5, 1e6, 1e7];
const KINDS: [name: string, activities: number, eventsPerCase: number][] = [
  ['24 activities, 20 a case', 24, 20],
  ['300 activities, 20 a case', 300, 20],
  ['24 activities, 1000 a case', 24, 1000],
];

/** Processor time an event from ten thousand events to ten million: it must not grow. */
export function growth(): void {
  printTable(
    'growth, one thread (least processor time of 5 rounds)',
    ['log', 'events', 'graph ms', 'ns/event', 'variants ms', 'ns/event'],
    KINDS.flatMap(([name, activities, eventsPerCase]) =>
      SIZES.map((events) => row(name, syntheticLog(events, activities, eventsPerCase))),
    ),
  );
}

function row(name: string, log: EventLog): string[] {
  const each = (ms: number): string => ((ms * 1e6) / eventCount(log)).toFixed(1);
  const graph = repeated(5, () => performanceDfg(log)).cpu;
  const found = repeated(5, () => variants(log)).cpu;
  return [
    name,
    String(eventCount(log)),
    milliseconds(graph),
    each(graph),
    milliseconds(found),
    each(found),
  ];
}
