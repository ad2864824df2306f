import { caseDurationsMs } from '#mining/cases/case-durations';
import { performanceDfg } from '#mining/dfg/performance-dfg';
import { streamDfg } from '#mining/dfg/stream-dfg';
import { caseCount, type EventLog } from '#mining/log/event-log';
import { MiningThreads } from '#mining/threads/mining-threads';
import { indexVariants, variants } from '#mining/variants/variants';
import { caseOfEachEvent } from './column-files.js';
import { milliseconds, printTable, repeated } from './table.js';

/** Everything but the graph of a whole log, on one thread where nothing else is said. */
export async function analyses(log: EventLog, rounds: number): Promise<void> {
  const threads = await MiningThreads.start(2);
  const someCases = Uint32Array.from({ length: caseCount(log) / 13 }, (_, c) => c * 13);
  const stream = inOrderOfTime(log);
  const rows: [string, number, () => unknown][] = [
    ['variants', 50, () => variants(log)],
    ['variants, 2 threads', 50, () => threads.variants(log)],
    ['variant of each case', 50, () => indexVariants(log)],
    ['variant of each case, 2 threads', 50, () => threads.indexVariants(log)],
    ['case durations', 50, () => caseDurationsMs(log)],
    ['graph of every 13th case', 30, () => performanceDfg(log, someCases)],
    ['the same, 2 threads', 30, () => threads.performanceDfg(log, someCases)],
    ['graph from events in order of time', 400, () => streamDfg(stream)],
  ];
  printTable(
    `other analyses (milliseconds; ${rounds} rounds)`,
    ['analysis', 'least', 'median', 'CPU', 'goal'],
    rows.map(([name, goal, work]) => {
      const { least, median, cpu } = repeated(rounds, work);
      return [name, milliseconds(least), milliseconds(median), milliseconds(cpu), String(goal)];
    }),
  );
  await threads.end();
}

/** The log's events as they would arrive, all cases mixed. */
function inOrderOfTime(log: EventLog) {
  const caseOf = caseOfEachEvent(log);
  const order = Uint32Array.from(log.instantMs.keys());
  const keys = log.instantMs;
  order.sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
  return {
    activities: log.activities,
    wholeMs: log.wholeMs ?? false,
    cases: caseCount(log),
    caseOf: Uint32Array.from(order, (k) => caseOf[k] ?? 0),
    activity: Uint8Array.from(order, (k) => log.activity[k] ?? 0),
    instantMs: Float64Array.from(order, (k) => log.instantMs[k] ?? 0),
  };
}
