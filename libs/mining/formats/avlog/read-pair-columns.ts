import { open, type FileHandle } from 'node:fs/promises';
import type { PairLog } from '#mining/dfg/performance-dfg';
import { BrokenInput, guardReading, type BrokenReading } from '../reading.js';
import { BYTES_BY_TYPE, MAGIC, type ColumnPlace } from './column-file.js';
import { checkPairLog, headerOf, looksLikeAvlog } from './trusted-columns.js';

/**
 * Reads of one of our column files only what the graph needs: cases, activities and instants, a good three quarters of
 * the bytes, into shared memory, so that several threads can begin at once.
 */
export async function readPairColumns(
  file: string,
): Promise<{ kind: 'read'; log: PairLog } | BrokenReading> {
  return guardReading(file, async () => {
    const handle = await open(file);
    try {
      const log = await pairLogOf(handle);
      checkPairLog(log);
      return { kind: 'read' as const, log };
    } finally {
      await handle.close();
    }
  });
}

async function pairLogOf(handle: FileHandle): Promise<PairLog> {
  const begin = MAGIC.length + 8;
  const head = await filled(handle, new Uint8Array(begin), 0);
  if (!looksLikeAvlog(head)) throw new BrokenInput('this is no .avlog file of version 1');
  const { size } = await handle.stat();
  const headerBytes = new DataView(head.buffer).getUint32(8, true);
  if (begin + headerBytes > size) throw new BrokenInput('the file is shorter than it says');
  const header = headerOf(await filled(handle, new Uint8Array(headerBytes), begin));
  const dataBegin = begin + headerBytes;
  if (dataBegin + header.dataBytes > size)
    throw new BrokenInput('the file is shorter than its header says');
  const read = async (place: ColumnPlace): Promise<SharedArrayBuffer> => {
    const bytes = place.length * BYTES_BY_TYPE[place.type];
    if (dataBegin + place.offset + bytes > size)
      throw new BrokenInput('a column lies outside of the file');
    const memory = new SharedArrayBuffer(bytes);
    await filled(handle, new Uint8Array(memory), dataBegin + place.offset);
    return memory;
  };
  const codes = await read(header.activity);
  return {
    activities: header.activities,
    wholeMs: header.wholeMs,
    caseOffsets: new Uint32Array(await read(header.caseOffsets)),
    activity: codesOf(header.activity, codes),
    instantMs: new Float64Array(await read(header.instantMs)),
  };
}

function codesOf({ type }: ColumnPlace, memory: SharedArrayBuffer): PairLog['activity'] {
  if (type === 'u8') return new Uint8Array(memory);
  return type === 'u16' ? new Uint16Array(memory) : new Uint32Array(memory);
}

async function filled<A extends Uint8Array>(handle: FileHandle, room: A, from: number): Promise<A> {
  for (let done = 0; done < room.length;) {
    const { bytesRead } = await handle.read(room, done, room.length - done, from + done);
    if (bytesRead === 0) throw new BrokenInput('the file is shorter than it says');
    done += bytesRead;
  }
  return room;
}
