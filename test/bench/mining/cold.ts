import { statSync } from 'node:fs';
import { join } from 'node:path';
import { performanceDfg, type PairLog } from '#mining/dfg/performance-dfg';
import { eventCount, type EventLog } from '#mining/log/event-log';
import { readAvlog } from '#mining/formats/avlog/read-avlog';
import { readPairColumns } from '#mining/formats/avlog/read-pair-columns';
import { writeAvlog } from '#mining/formats/avlog/write-avlog';
import { MiningThreads } from '#mining/threads/mining-threads';
import { milliseconds, printTable, repeatedly } from './table.js';

/** The graph from a file that is read anew each time, and what the log takes in memory. */
export async function cold(log: EventLog, folder: string, rounds: number): Promise<void> {
  const path = join(folder, 'events.avlog');
  await writeAvlog(log, path);
  const read = async (): Promise<EventLog> => {
    const reading = await readAvlog(path);
    if (reading.kind === 'broken') throw new Error(reading.problem.reason);
    return reading.log;
  };
  const readPairs = async (): Promise<PairLog> => {
    const reading = await readPairColumns(path);
    if (reading.kind === 'broken') throw new Error(reading.problem.reason);
    return reading.log;
  };
  const threads = await MiningThreads.start(2);
  const rows = [
    { name: 'read', goal: '', ...(await repeatedly(rounds, read)) },
    {
      name: 'read and graph',
      goal: '',
      ...(await repeatedly(rounds, async () => performanceDfg(await read()))),
    },
    { name: 'read what the graph needs', goal: '', ...(await repeatedly(rounds, readPairs)) },
    {
      name: 'that and graph, 2 threads',
      goal: '300',
      ...(await repeatedly(rounds, async () => threads.performanceDfg(await readPairs()))),
    },
  ];
  await threads.end();
  printTable(
    `cold from our own column file (milliseconds; ${rounds} rounds)`,
    ['work', 'least', 'median', 'CPU', 'goal'],
    rows.map(({ name, least, median, cpu, goal }) => [
      name,
      milliseconds(least),
      milliseconds(median),
      milliseconds(cpu),
      goal,
    ]),
  );
  await printMemory(path, read);
}

async function printMemory(path: string, read: () => Promise<EventLog>): Promise<void> {
  const before = await bytesHeld();
  const log = await read();
  const cases = log.caseIds.length;
  const held = (await bytesHeld()) - before;
  const graph = eventCount(log) * Float64Array.BYTES_PER_ELEMENT;
  const each = (bytes: number): string => (bytes / eventCount(log)).toFixed(1);
  printTable(
    `memory (bytes an event; goal: 40; ${cases} case ids decoded)`,
    ['file', 'log and its case ids', 'room of one graph'],
    [[each(statSync(path).size), each(held), each(graph)]],
  );
}

/** What the collector knows to be in use: objects, and the arrays' bytes, which it gives back between two turns. */
async function bytesHeld(): Promise<number> {
  for (let turn = 0; turn < 3; turn++) {
    globalThis.gc?.();
    await new Promise(setImmediate);
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
