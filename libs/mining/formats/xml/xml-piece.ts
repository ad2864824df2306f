import { BrokenInput, UnreadableText } from '../reading.js';
import { decode } from './byte-interner.js';

const NEWLINE = 10;
const SPACE = 32;
const SLASH = 47;
const LESS = 60;
const EQUALS = 61;
const GREATER = 62;
const OPENING_BRACKET = 91;
const CLOSING_BRACKET = 93;

/** The part of a document that is in memory, and the line in which the reading stands. */
export class XmlPiece {
  bytes: Uint8Array = new Uint8Array();
  /** The same bytes, to be compared four at a time. */
  view = new DataView(this.bytes.buffer);
  line = 1;

  /** Goes on with what is left from `at` and the document's next bytes. */
  advance(at: number, chunk: Uint8Array): void {
    const rest = this.bytes.subarray(at);
    this.bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    this.view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
  }

  /** Where the name that begins at `from` ends; the piece's end where it may go on. */
  nameEnd(from: number): number {
    const { bytes } = this;
    let at = from;
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte <= SPACE || byte === GREATER || byte === SLASH || byte === EQUALS) break;
      if (byte === LESS) throw new BrokenInput('a < inside a tag', this.line);
    }
    return at;
  }

  /** Behind spaces, without looking for the ends of lines. */
  skipSpaces(from: number): number {
    const { bytes } = this;
    let at = from;
    while (at < bytes.length && bytes[at] === SPACE) at += 1;
    return at;
  }

  skipBlank(from: number): number {
    const { bytes } = this;
    let at = from;
    for (; at < bytes.length && (bytes[at] ?? 0) <= SPACE; at += 1) {
      if (bytes[at] === NEWLINE) this.line += 1;
    }
    return at;
  }

  /** Behind the next `mark`; -1 where the piece has none. */
  skipPast(mark: string, from: number): number {
    const { bytes } = this;
    const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(mark, from);
    if (found < 0) return -1;
    for (let at = from; at < found; at += 1) if (bytes[at] === NEWLINE) this.line += 1;
    return found + mark.length;
  }

  /** Behind a document type's `>`; -1 where the piece ends first. */
  skipDoctype(from: number): number {
    let depth = 0;
    for (let at = from; at < this.bytes.length; at += 1) {
      const byte = this.bytes[at];
      if (byte === NEWLINE) this.line += 1;
      if (byte === OPENING_BRACKET) depth += 1;
      if (byte === CLOSING_BRACKET) depth -= 1;
      if (byte === GREATER && depth === 0) return at + 1;
    }
    return -1;
  }

  text(from: number, to: number): string {
    try {
      return decode(this.bytes, from, to);
    } catch {
      throw new UnreadableText('the text is not valid UTF-8', this.line);
    }
  }
}
