import type { EventLog } from '#mining/log/event-log';
import { writeColumnFiles } from './column-files.js';
import { contest } from './contest.js';
import { avalEngines, duckEngines } from './engines.js';
import { polarsEngines } from './polars.js';
import { postgresEngines } from './postgres.js';
import { pythonEngines } from './python.js';

/** The performance graph by every engine that is installed and not left out. */
export async function graph(
  log: EventLog,
  folder: string,
  rounds: number,
  without: readonly string[],
): Promise<void> {
  const files = writeColumnFiles(log, folder);
  const engines = [
    ...(await avalEngines(log)),
    ...(without.includes('duckdb') ? [] : await duckEngines(files)),
    ...(without.includes('polars') ? [] : await polarsEngines(files)),
    ...(without.includes('python') ? [] : await pythonEngines(files)),
    ...(without.includes('postgres') ? [] : await postgresEngines(log)),
  ];
  await contest(engines, rounds);
  for (const engine of engines) await engine.close?.();
}
