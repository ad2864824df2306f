// npm run bench -- mining [--part graph,analyses,cold,growth,xes,timeline] [--events 10225800] [--rounds 7]
//   [--without duckdb,polars,python,postgres]
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { caseCount, eventCount, type EventLog } from '#mining/log/event-log';
import { sharedLog } from '#mining/threads/shared-log';
import { readPlainXes, sharedData } from '../../mining/kernel/public-log.js';
import { analyses } from './analyses.js';
import { cold } from './cold.js';
import { graph } from './graph.js';
import { growth } from './growth.js';
import { replicated } from './replicated-log.js';
import { timeline } from './timeline.js';
import { xesImport } from './xes-import.js';

const { values: options } = parseArgs({
  options: {
    part: { type: 'string', default: 'graph,analyses,cold,growth,xes,timeline' },
    events: { type: 'string', default: '10225800' },
    rounds: { type: 'string', default: '7' },
    without: { type: 'string', default: '' },
  },
});
const parts = new Set(options.part.split(','));
const rounds = Number(options.rounds);
const data = sharedData();
const folder = mkdtempSync(join(tmpdir(), 'aval-bench-'));

console.log(
  `${new Date().toISOString()}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? ''}`,
);
try {
  if (data === undefined) console.log('skipped: the public logs (../shared/data) are not here');
  else {
    const large = largeLog(data);
    if (parts.has('graph')) await graph(large(), folder, rounds, options.without.split(','));
    if (parts.has('analyses')) await analyses(large(), rounds);
    if (parts.has('cold')) await cold(large(), folder, rounds);
    if (parts.has('xes')) await xesImport(data, folder, rounds);
  }
  if (parts.has('growth')) growth();
  if (parts.has('timeline')) await timeline();
} finally {
  rmSync(folder, { recursive: true });
}

/** A public log repeated to the wanted number of events, made when it is first asked for. */
function largeLog(data: string): () => EventLog {
  let log: EventLog | undefined;
  return () => {
    if (log) return log;
    const source = readPlainXes(data, 'bpic2012');
    const times = Math.max(1, Math.round(Number(options.events) / eventCount(source)));
    log = sharedLog(replicated(source, times));
    console.log(
      `${log.name}: ${eventCount(log)} events, ${caseCount(log)} cases, ${log.activities.length} activities`,
    );
    return log;
  };
}
