import { createReadStream } from 'node:fs';
import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BrokenInput, codeOf } from '../reading.js';
import { toUtf8 } from './text-encoding.js';

const CHUNK_BYTES = 1 << 18;

/** An input that is read once, piece by piece; `head` is its first piece, already unzipped. */
export interface OpenInput {
  readonly head: Uint8Array;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/**
 * Opens a file or bytes, unzips gzip (known by its first two bytes, whatever the file is called) and keeps only a few
 * pieces in memory. Damaged gzip surfaces as BrokenInput at the piece that can't be unzipped.
 */
export async function openInput(source: string | Uint8Array): Promise<OpenInput> {
  const raw = await peek(rawChunks(source));
  const zipped = raw.head[0] === 0x1f && raw.head[1] === 0x8b;
  return zipped ? peek(gunzip(raw.chunks)) : raw;
}

/** As `openInput`, for text: UTF-16 and declared 8-bit encodings become UTF-8, and a byte order mark is dropped. */
export function textChunks(input: OpenInput): AsyncIterable<Uint8Array> {
  return toUtf8(input.head, input.chunks);
}

function rawChunks(source: string | Uint8Array): AsyncIterable<Uint8Array> {
  if (typeof source !== 'string') return Readable.from([source]);
  return createReadStream(source, { highWaterMark: CHUNK_BYTES });
}

async function peek(chunks: AsyncIterable<Uint8Array>): Promise<OpenInput> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  const head = first.done === true ? new Uint8Array() : first.value;
  return { head, chunks: resumed(head, iterator) };
}

async function* resumed(
  head: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
      yield next.value;
    }
  } finally {
    await rest.return?.();
  }
}

async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  // The error reaches the reader through the iteration below; the callback only keeps it from being unhandled.
  const unzipped = pipeline(Readable.from(chunks), createGunzip({ chunkSize: CHUNK_BYTES }), () => {
    /* heard below */
  });
  try {
    for await (const chunk of unzipped) yield chunk as Uint8Array;
  } catch (trouble) {
    throw isZlibTrouble(trouble)
      ? new BrokenInput('the compressed data is damaged or cut short')
      : trouble;
  }
}

function isZlibTrouble(trouble: unknown): boolean {
  const code = codeOf(trouble);
  return typeof code === 'string' && code.startsWith('Z_');
}
