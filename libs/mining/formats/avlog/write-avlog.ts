import { open, type FileHandle } from 'node:fs/promises';
import type { EventLog } from '#mining/log/event-log';
import { MAGIC, layOut, type ColumnArray } from './column-file.js';

/**
 * Writes a log as our own column file: magic, length of the header, header (JSON), then every column as its
 * little-endian bytes, so that reading it again is one read and no parsing.
 */
export async function writeAvlog(log: EventLog, file: string): Promise<void> {
  const { header, layout } = layOut(log);
  const json = Buffer.from(JSON.stringify(header));
  const begin = MAGIC.length + 8;
  const padding = (8 - ((begin + json.length) % 8)) % 8;
  const size = Buffer.alloc(8);
  size.writeUInt32LE(json.length + padding);
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(Buffer.concat([MAGIC, size, json, Buffer.alloc(padding, ' ')]));
    for (const column of layout.columns) await writeColumn(handle, column);
  } finally {
    await handle.close();
  }
}

async function writeColumn(handle: FileHandle, column: ColumnArray): Promise<void> {
  const bytes = Buffer.from(column.buffer, column.byteOffset, column.byteLength);
  await handle.writeFile(bytes);
  const padding = (8 - (bytes.length % 8)) % 8;
  if (padding > 0) await handle.writeFile(Buffer.alloc(padding));
}
