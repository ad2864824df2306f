import { inflateRawSync } from 'node:zlib';

const endOfDirectory = 0x06054b50;
const entryHeader = 0x02014b50;
const deflated = 8;

/**
 * Takes one file out of a ZIP archive held in memory (PKWARE APPNOTE 4.3; no ZIP64, no encryption:
 * wheels have neither).
 * @returns undefined if no entry's name satisfies the test.
 */
export function takeFromZip(
  archive: Buffer,
  isWanted: (name: string) => boolean,
): Buffer | undefined {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || archive.readUInt32LE(end) !== endOfDirectory) return undefined;
  const entries = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  for (let index = 0; index < entries && archive.readUInt32LE(at) === entryHeader; index += 1) {
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    if (isWanted(name)) return contentOf(archive, at);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return undefined;
}

function contentOf(archive: Buffer, entry: number): Buffer {
  const method = archive.readUInt16LE(entry + 10);
  const size = archive.readUInt32LE(entry + 20);
  const local = archive.readUInt32LE(entry + 42);
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(start, start + size);
  return method === deflated ? inflateRawSync(packed) : packed;
}
