import { open, writeFile } from 'node:fs/promises';
import type { EventLog } from '#mining/log/event-log';
import { writeAvlog } from './avlog/write-avlog.js';
import { writeCsv } from './csv/write-csv.js';
import type { OcelLog } from './ocel/ocel-log.js';
import { ocelOfLog } from './ocel/ocel-of-log.js';
import { writeOcelJson } from './ocel/write-ocel-json.js';
import { writeOcelSqlite } from './ocel/write-ocel-sqlite.js';
import { writeParquet } from './parquet/write-parquet.js';
import { writeXes } from './xes/write-xes.js';

/** The formats that logs are written in. */
export const WRITTEN_FORMATS = [
  'xes',
  'csv',
  'parquet',
  'ocel-json',
  'ocel-sqlite',
  'avlog',
] as const;

export type WrittenFormat = (typeof WRITTEN_FORMATS)[number];

const BY_ENDING: readonly (readonly [ending: string, format: WrittenFormat])[] = [
  ['.xes', 'xes'],
  ['.csv', 'csv'],
  ['.parquet', 'parquet'],
  ['.jsonocel', 'ocel-json'],
  ['.json', 'ocel-json'],
  ['.sqlite', 'ocel-sqlite'],
  ['.avlog', 'avlog'],
];

/** The format that a file's ending promises; undefined for other endings. */
export function formatByEnding(file: string): WrittenFormat | undefined {
  return BY_ENDING.find(([ending]) => file.toLowerCase().endsWith(ending))?.[1];
}

/** Writes a log to a file. `asOcel` makes its object-centric form; unless given, cases are objects of type `case`. */
export async function writeLog(
  log: EventLog,
  format: WrittenFormat,
  file: string,
  asOcel: (log: EventLog) => OcelLog = ocelOfLog,
): Promise<void> {
  switch (format) {
    case 'xes':
      return writePieces(file, writeXes(log));
    case 'csv':
      return writePieces(file, writeCsv(log));
    case 'ocel-json':
      return writePieces(file, writeOcelJson(asOcel(log)));
    case 'ocel-sqlite':
      return writeFile(file, await writeOcelSqlite(asOcel(log)));
    case 'parquet':
      return writeFile(file, writeParquet(log));
    case 'avlog':
      return writeAvlog(log, file);
  }
}

const PIECE_CHARACTERS = 1 << 20;

async function writePieces(file: string, pieces: Iterable<string>): Promise<void> {
  const handle = await open(file, 'w');
  try {
    let gathered = '';
    for (const piece of pieces) {
      gathered += piece;
      if (gathered.length < PIECE_CHARACTERS) continue;
      await handle.writeFile(gathered);
      gathered = '';
    }
    await handle.writeFile(gathered);
  } finally {
    await handle.close();
  }
}
