// npm run bench -- mining [--events 10000000] [--rounds 7] [--without duckdb,polars,python]
import { mkdtempSync, openSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { caseDurationsMs } from '#mining/cases/case-durations';
import { performanceDfg } from '#mining/dfg/performance-dfg';
import { decodeColumnFile, encodeColumnFile } from '#mining/log/column-file';
import { caseCount, eventCount, type EventLog } from '#mining/log/event-log';
import { groupByCase } from '#mining/log/group-by-case';
import { sharedLog } from '#mining/threads/shared-log';
import { indexVariants, variants } from '#mining/variants/variants';
import { readPlainXes, sharedData } from '../../mining/kernel/public-log.js';
import { contest } from './contest.js';
import { caseOfEachEvent, writeColumnFiles } from './column-files.js';
import { avalEngines, duckEngines } from './engines.js';
import { polarsEngines } from './polars.js';
import { pythonEngines } from './python.js';
import { postgresEngines } from './postgres.js';
import { replicated } from './replicated-log.js';
import { syntheticLog } from './synthetic-log.js';
import { milliseconds, printTable, repeated } from './table.js';

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', default: '10225800' },
    rounds: { type: 'string', default: '7' },
    without: { type: 'string', default: '' },
  },
});

const data = sharedData();
if (!data) {
  console.log('skipped: the public logs (../shared/data) are not here');
} else {
  const source = readPlainXes(data, 'bpic2012');
  const times = Math.max(1, Math.round(Number(options.events) / eventCount(source)));
  const log = sharedLog(replicated(source, times));
  console.log(
    `${log.name}: ${eventCount(log)} events, ${caseCount(log)} cases, ${log.activities.length} activities`,
  );
  const folder = mkdtempSync(join(tmpdir(), 'aval-bench-'));
  try {
    await againstOthers(log, folder);
    analyses(log, folder);
    growth(source);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function againstOthers(log: EventLog, folder: string): Promise<void> {
  const without = options.without.split(',');
  const files = writeColumnFiles(log, folder);
  const engines = [
    ...(await avalEngines(log)),
    ...(without.includes('duckdb') ? [] : await duckEngines(files)),
    ...(without.includes('polars') ? [] : await polarsEngines(files)),
    ...(without.includes('python') ? [] : await pythonEngines(files)),
    ...(await postgresEngines(log)),
  ];
  await contest(engines, Number(options.rounds));
  for (const engine of engines) await engine.close?.();
}

function analyses(log: EventLog, folder: string): void {
  const path = join(folder, 'events.aval');
  writeFileSync(path, Buffer.concat(encodeColumnFile(log)));
  const someCases = Uint32Array.from({ length: caseCount(log) / 13 }, (_, c) => c * 13);
  const stream = inOrderOfTime(log);
  const rows: [string, number, () => unknown][] = [
    ['variants', 50, () => variants(log)],
    ['variant of each case', 50, () => indexVariants(log)],
    ['case durations', 50, () => caseDurationsMs(log)],
    ['graph of every 13th case', 30, () => performanceDfg(log, someCases)],
    [
      'graph from events in order of time',
      400,
      () => performanceDfg({ ...log, ...groupByCase(stream) }),
    ],
    ['graph cold from the column file', 300, () => performanceDfg(readColumnFile(path))],
  ];
  printTable(
    'other analyses, one thread (milliseconds)',
    ['analysis', 'least', 'median', 'goal'],
    rows.map(([name, goal, work]) => {
      const { least, median } = repeated(Number(options.rounds), work);
      return [name, milliseconds(least), milliseconds(median), String(goal)];
    }),
  );
  const bytes =
    log.caseOffsets.byteLength +
    log.activity.byteLength +
    log.instantMs.byteLength +
    log.resource.byteLength;
  const scratch = eventCount(log) * 8;
  console.log(
    `\nmemory: log ${(bytes / eventCount(log)).toFixed(1)} bytes an event, graph ${(scratch / eventCount(log)).toFixed(1)} more; column file ${(statSync(path).size / eventCount(log)).toFixed(1)} (case ids included)`,
  );
}

function growth(source: EventLog): void {
  const row = (name: string, log: EventLog): string[] => {
    const { least } = repeated(5, () => performanceDfg(log));
    const found = repeated(5, () => indexVariants(log));
    const each = (ms: number) => ((ms * 1e6) / eventCount(log)).toFixed(1);
    return [
      name,
      String(eventCount(log)),
      milliseconds(least),
      each(least),
      milliseconds(found.least),
      each(found.least),
    ];
  };
  const sizes = [1e4, 1e5, 1e6, 1e7];
  printTable(
    'growth, one thread',
    ['log', 'events', 'graph ms', 'ns/event', 'variants ms', 'ns/event'],
    [
      row('bpic2012', source),
      ...sizes.map((events) => row('24 activities, 20 a case', syntheticLog(events, 24, 20))),
      ...sizes.map((events) => row('300 activities, 20 a case', syntheticLog(events, 300, 20))),
      ...sizes.map((events) => row('24 activities, 1000 a case', syntheticLog(events, 24, 1000))),
    ],
  );
}

function readColumnFile(path: string): EventLog {
  const size = statSync(path).size;
  const bytes = new Uint8Array(new ArrayBuffer(size));
  const file = openSync(path, 'r');
  for (let at = 0; at < size;) at += readSync(file, bytes, at, size - at, at);
  return decodeColumnFile(bytes.buffer);
}

/** The log's events as they would arrive, all cases mixed. */
function inOrderOfTime(log: EventLog) {
  const caseOf = caseOfEachEvent(log);
  const order = Uint32Array.from(log.instantMs.keys());
  const keys = log.instantMs;
  order.sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
  return {
    cases: caseCount(log),
    caseOf: Uint32Array.from(order, (k) => caseOf[k] ?? 0),
    activity: Uint8Array.from(order, (k) => log.activity[k] ?? 0),
    instantMs: Float64Array.from(order, (k) => log.instantMs[k] ?? 0),
  };
}
