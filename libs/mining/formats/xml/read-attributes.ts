import { BrokenInput } from '../reading.js';
import type { NameCache } from './name-cache.js';
import type { XmlAttributes } from './xml-attributes.js';
import type { XmlPiece } from './xml-piece.js';

const NEWLINE = 10;
const SPACE = 32;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
const SLASH = 47;
const LESS = 60;
const EQUALS = 61;
const GREATER = 62;

/** Bytes that end the plain run of an attribute's value: both quotes, `&`, `<`, tab and line breaks. */
export const VALUE_STOPS = new Uint8Array(256);
for (const byte of [DOUBLE_QUOTE, SINGLE_QUOTE, 38, LESS, 9, NEWLINE, 13]) VALUE_STOPS[byte] = 1;

/** Reads attributes up to and with the tag's `>`; the index after it, -1 where the piece ends first. */
export function readAttributes(
  piece: XmlPiece,
  from: number,
  attributes: XmlAttributes,
  names: NameCache,
): number {
  const { bytes } = piece;
  let at = from;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (byte === GREATER) return at + 1;
    if (byte <= SPACE) {
      if (byte === NEWLINE) piece.line += 1;
      at += 1;
    } else if (byte === SLASH) {
      if (at + 1 < bytes.length && bytes[at + 1] !== GREATER) {
        throw new BrokenInput('a / inside a tag', piece.line);
      }
      at += 1;
    } else {
      at = readAttribute(piece, at, attributes, names);
      if (at < 0) return -1;
    }
  }
  return -1;
}

function readAttribute(
  piece: XmlPiece,
  from: number,
  attributes: XmlAttributes,
  names: NameCache,
): number {
  const { bytes } = piece;
  const nameEnd = piece.nameEnd(from);
  let at = piece.skipBlank(nameEnd);
  if (at === bytes.length) return -1;
  if (bytes[at] !== EQUALS) throw new BrokenInput('an attribute without a value', piece.line);
  at = piece.skipBlank(at + 1);
  if (at === bytes.length) return -1;
  const quote = bytes[at];
  if (quote !== DOUBLE_QUOTE && quote !== SINGLE_QUOTE) {
    throw new BrokenInput('a value without quotes', piece.line);
  }
  const index = attributes.count;
  attributes.spelled[index] = false;
  const end = valueEnd(piece, at + 1, quote, attributes);
  if (end < 0) return -1;
  attributes.names[index] = names.whole(bytes, from, nameEnd);
  attributes.starts[index] = at + 1;
  attributes.ends[index] = end;
  attributes.count = index + 1;
  return end + 1;
}

function valueEnd(piece: XmlPiece, from: number, quote: number, attributes: XmlAttributes): number {
  const { bytes } = piece;
  const { length } = bytes;
  for (let at = from; ; at += 1) {
    while (at < length && VALUE_STOPS[bytes[at] ?? 0] === 0) at += 1;
    if (at >= length) return -1;
    const byte = bytes[at];
    if (byte === quote) return at;
    if (byte === LESS) throw new BrokenInput('a < inside an attribute’s value', piece.line);
    if (byte === NEWLINE) piece.line += 1;
    if (byte !== DOUBLE_QUOTE && byte !== SINGLE_QUOTE) attributes.spelled[attributes.count] = true;
  }
}
