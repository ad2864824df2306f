import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { caseCount, eventCount } from '#mining/log/event-log';
import { readXes } from '#mining/formats/xes/read-xes';
import { hasModule, runScript } from './python.js';
import { measured, milliseconds, printTable, summaryOf, type Taken } from './table.js';

const LOGS = ['bpic2012', 'helpdesk', 'receipt'];

/** Imports with pm4py's reader as it is installed by default and prints what it found. */
const PM4PY = `import sys, time, json, warnings
warnings.filterwarnings('ignore')
import pm4py
b, p = time.perf_counter(), time.process_time()
f = pm4py.read_xes(sys.argv[1])
ms, cpu = (time.perf_counter() - b) * 1000, (time.process_time() - p) * 1000
print(json.dumps([ms, cpu, [len(f), f['case:concept:name'].nunique(), f['concept:name'].nunique()]]))
`;

/** How many events, cases and activities a reader found. */
type Found = readonly number[];

/** Public logs as they were published (XES, gzipped), read by us and, where python has it, by pm4py, in turns. */
export async function xesImport(data: string, folder: string, rounds: number): Promise<void> {
  const script = join(folder, 'import.py');
  writeFileSync(script, PM4PY);
  const withPm4py = await hasModule('pm4py');
  const rows: string[][] = [];
  for (const name of LOGS) {
    const file = join(data, 'eventlogs', `${name}.xes.gz`);
    const ours: (Taken & { result: Found })[] = [];
    const theirs: (Taken & { result: Found })[] = [];
    for (let round = 0; round < rounds; round++) {
      ours.push(await measured(() => readByUs(file)));
      if (!withPm4py || round >= 3) continue;
      const told = await runScript(script, [file]);
      theirs.push({ ...told, result: told.result as Found });
    }
    rows.push(rowOf(name, ours, theirs));
  }
  printTable(
    `XES import (milliseconds; ${rounds} rounds, pm4py 3)`,
    ['log', 'events', 'least', 'CPU', 'pm4py', 'its CPU', '×', '× CPU', 'answers'],
    rows,
  );
}

async function readByUs(file: string): Promise<Found> {
  const reading = await readXes(file);
  if (reading.kind === 'broken') throw new Error(reading.problem.reason);
  const { log } = reading;
  return [eventCount(log), caseCount(log), log.activities.length];
}

function rowOf(
  name: string,
  ours: readonly (Taken & { result: Found })[],
  theirs: readonly (Taken & { result: Found })[],
): string[] {
  const [our, their] = [summaryOf(ours), summaryOf(theirs)];
  const found = ours[0]?.result ?? [];
  const [other] = theirs;
  const verdict = other?.result.every((count, n) => count === found[n]) ? 'equal' : 'differ';
  return [
    name,
    String(found[0]),
    milliseconds(our.least),
    milliseconds(our.cpu),
    ...(other
      ? [
          milliseconds(their.least),
          milliseconds(their.cpu),
          (their.least / our.least).toFixed(1),
          (their.cpu / our.cpu).toFixed(1),
          verdict,
        ]
      : ['—', '—', '—', '—', '—']),
  ];
}
