import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { caseCount, type EventLog } from '#mining/log/event-log';

/** The events as files for other engines: case, activity and instant in milliseconds, in order. */
export interface ColumnFiles {
  readonly folder: string;
  readonly parquet: string;
  /** Case (uint32), activity (uint32) and instant (float64) as raw little-endian numbers. */
  readonly raw: { readonly c: string; readonly a: string; readonly t: string };
}

export function writeColumnFiles(log: EventLog, folder: string): ColumnFiles {
  const path = (name: string): string => join(folder, name);
  const c = caseOfEachEvent(log);
  const a = Uint32Array.from(log.activity);
  const raw = { c: path('c.bin'), a: path('a.bin'), t: path('t.bin') };
  writeFileSync(raw.c, c);
  writeFileSync(raw.a, a);
  writeFileSync(raw.t, log.instantMs);
  const parquet = path('events.parquet');
  const columnData = [
    { name: 'c', data: new Int32Array(c.buffer), type: 'INT32' as const },
    { name: 'a', data: new Int32Array(a.buffer), type: 'INT32' as const },
    { name: 't', data: log.instantMs, type: 'DOUBLE' as const },
  ];
  writeFileSync(parquet, new Uint8Array(parquetWriteBuffer({ columnData, codec: 'UNCOMPRESSED' })));
  return { folder, parquet, raw };
}

export function caseOfEachEvent(log: EventLog): Uint32Array<ArrayBuffer> {
  const caseOf = new Uint32Array(log.activity.length);
  for (let c = 0; c < caseCount(log); c++)
    caseOf.fill(c, log.caseOffsets[c], log.caseOffsets[c + 1]);
  return caseOf;
}
