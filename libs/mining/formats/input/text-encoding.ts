import { TextDecoder } from 'node:util';
import { BrokenInput } from '../reading.js';

const UTF8_MARK = [0xef, 0xbb, 0xbf];

/** Passes UTF-8 through (without its byte order mark) and decodes what announces itself as something else. */
export async function* toUtf8(
  head: Uint8Array,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const encoding = encodingOf(head);
  if (encoding === 'utf-8') yield* withoutMark(chunks);
  else yield* transcoded(encoding, chunks);
}

async function* withoutMark(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const chunk of chunks) {
    const marked = first && UTF8_MARK.every((byte, index) => chunk[index] === byte);
    first = false;
    yield marked ? chunk.subarray(UTF8_MARK.length) : chunk;
  }
}

async function* transcoded(
  encoding: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const decoder = decoderOf(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding);
  } catch {
    throw new BrokenInput(`the encoding ${encoding} is unknown`, 1);
  }
}

/** By byte order mark, else by the XML declaration, else UTF-8. */
function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const begin = Buffer.from(head.subarray(0, 200)).toString('latin1');
  const declared = /^(?:\xef\xbb\xbf)?<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(begin);
  const encoding = declared?.[1]?.toLowerCase() ?? 'utf-8';
  return encoding === 'utf8' || encoding === 'us-ascii' ? 'utf-8' : encoding;
}
