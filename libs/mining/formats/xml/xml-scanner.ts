import { BrokenInput } from '../reading.js';
import { decode } from './byte-interner.js';
import { NameCache } from './name-cache.js';
import { XmlAttributes, expandEntities } from './xml-attributes.js';

/** What hears of a document's tags. Names of elements come without their namespace prefix. */
export interface XmlListener {
  open(element: string, attributes: XmlAttributes): void;
  close(element: string, line: number): void;
  /** Character data, possibly in several pieces. Left out, text is only skipped. */
  text?(piece: string): void;
}

const LONGEST_TAG_BYTES = 1 << 24;
const NEWLINE = 10;
const SPACE = 32;
const BANG = 33;
const SLASH = 47;
const LESS = 60;
const EQUALS = 61;
const GREATER = 62;
const QUESTION = 63;

/** Bytes that end the plain run of an attribute's value: both quotes, `&`, `<`, tab and line breaks. */
const STOPS = new Uint8Array(256);
for (const byte of [34, 39, 38, LESS, 9, 10, 13]) STOPS[byte] = 1;

/**
 * A streaming scanner for well-formed XML in UTF-8, working on bytes because decoding a log of gigabytes to strings
 * costs more than reading it. It knows elements, attributes, text, CDATA, comments, processing instructions and the
 * five named entities, and keeps no more than one unfinished tag in memory. Document types are skipped, so no
 * entity can be defined and nothing is fetched. Throws BrokenInput, with the line, on what is not well-formed.
 */
export class XmlScanner {
  private bytes: Uint8Array = new Uint8Array();
  private at = 0;
  private line = 1;
  private readonly names = new NameCache();
  private readonly attributes = new XmlAttributes();
  private readonly path: string[] = [];
  private readonly opened: number[] = [];
  private seenRoot = false;

  constructor(private readonly listener: XmlListener) {}

  /** Takes the next piece of the document. */
  write(chunk: Uint8Array): void {
    const rest = this.bytes.length - this.at;
    if (rest > LONGEST_TAG_BYTES) throw new BrokenInput('a tag of more than 16 MiB', this.line);
    this.bytes = rest > 0 ? Buffer.concat([this.bytes.subarray(this.at), chunk]) : chunk;
    this.at = 0;
    this.attributes.bytes = this.bytes;
    while (this.skipText() && this.readMarkup());
  }

  /** The document is over. */
  end(): void {
    const inside = this.path.at(-1);
    if (this.at < this.bytes.length) throw new BrokenInput('the file ends inside a tag', this.line);
    if (inside !== undefined) {
      throw new BrokenInput(
        `the file ends before </${inside}>, opened in line ${this.opened.at(-1) ?? 0}`,
        this.line,
      );
    }
    if (!this.seenRoot) throw new BrokenInput('the file holds no XML element', this.line);
  }

  /** Moves to the next `<`; false where the piece has none. */
  private skipText(): boolean {
    const { bytes } = this;
    const from = this.at;
    let at = from;
    let blank = true;
    for (; at < bytes.length && bytes[at] !== LESS; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === NEWLINE) this.line += 1;
      else if (byte > SPACE) blank = false;
    }
    if (!blank) at = this.hearText(from, at);
    this.at = at;
    return at < bytes.length && bytes[at] === LESS;
  }

  /** Hands text over; returns where the reading stands, before a character or entity that the piece cuts in two. */
  private hearText(from: number, to: number): number {
    if (this.path.length === 0) {
      throw new BrokenInput('text outside of the document’s element', this.line);
    }
    if (!this.listener.text) return to;
    // A piece of text that the input cuts waits for the rest: an entity or a character may be cut in two.
    if (to === this.bytes.length) return this.waitWith(from);
    this.listener.text(expandEntities(this.decoded(from, to), this.line));
    return to;
  }

  private waitWith(from: number): number {
    for (let at = from; at < this.bytes.length; at += 1) {
      if (this.bytes[at] === NEWLINE) this.line -= 1;
    }
    return from;
  }

  private decoded(from: number, to: number): string {
    try {
      return decode(this.bytes, from, to);
    } catch {
      throw new BrokenInput('the text is not valid UTF-8', this.line);
    }
  }

  /** Reads what begins at `<`; false where the piece ends inside it. */
  private readMarkup(): boolean {
    const line = this.line;
    const next = this.bytes[this.at + 1];
    if (next === undefined) return false;
    const after = this.markupFrom(next);
    if (after < 0) {
      this.line = line;
      return false;
    }
    this.at = after;
    return true;
  }

  private markupFrom(next: number): number {
    if (next === SLASH) return this.readClose(this.at + 2);
    if (next === BANG) return this.readDeclaration();
    if (next === QUESTION) return this.skipPast('?>', this.at + 2);
    return this.readOpen(this.at + 1);
  }

  /** Reads `name …>` from `at`; the index after it, -1 where the piece ends first. */
  private readOpen(at: number): number {
    const nameEnd = this.nameEnd(at);
    if (nameEnd === this.bytes.length) return -1;
    const { attributes } = this;
    const openedIn = this.line;
    attributes.count = 0;
    const end = this.readAttributes(nameEnd);
    if (end < 0) return -1;
    const element = this.names.local(this.bytes, at, nameEnd);
    if (element === '') throw new BrokenInput('a < that begins no tag', openedIn);
    if (this.path.length === 0 && this.seenRoot) {
      throw new BrokenInput(`a second outermost element <${element}>`, openedIn);
    }
    this.seenRoot = true;
    attributes.line = openedIn;
    this.listener.open(element, attributes);
    if (this.bytes[end - 2] === SLASH) this.listener.close(element, this.line);
    else {
      this.path.push(element);
      this.opened.push(openedIn);
    }
    return end;
  }

  /** Reads attributes up to and with the tag's `>`; the index after it, -1 where the piece ends first. */
  private readAttributes(from: number): number {
    const { bytes } = this;
    let at = from;
    while (at < bytes.length) {
      const byte = bytes[at] ?? 0;
      if (byte === GREATER) return at + 1;
      if (byte <= SPACE) {
        if (byte === NEWLINE) this.line += 1;
        at += 1;
      } else if (byte === SLASH) {
        if (at + 1 < bytes.length && bytes[at + 1] !== GREATER) {
          throw new BrokenInput('a / inside a tag', this.line);
        }
        at += 1;
      } else {
        at = this.readAttribute(at);
        if (at < 0) return -1;
      }
    }
    return -1;
  }

  private readAttribute(from: number): number {
    const { bytes, attributes } = this;
    const nameEnd = this.nameEnd(from);
    let at = this.skipBlank(nameEnd);
    if (at === bytes.length) return -1;
    if (bytes[at] !== EQUALS) throw new BrokenInput('an attribute without a value', this.line);
    at = this.skipBlank(at + 1);
    if (at === bytes.length) return -1;
    const quote = bytes[at];
    if (quote !== 34 && quote !== 39) throw new BrokenInput('a value without quotes', this.line);
    const index = attributes.count;
    attributes.spelled[index] = false;
    const end = this.valueEnd(at + 1, quote);
    if (end < 0) return -1;
    attributes.names[index] = this.names.whole(bytes, from, nameEnd);
    attributes.starts[index] = at + 1;
    attributes.ends[index] = end;
    attributes.count = index + 1;
    return end + 1;
  }

  private valueEnd(from: number, quote: number): number {
    const { bytes, attributes } = this;
    const { length } = bytes;
    for (let at = from; ; at += 1) {
      while (at < length && STOPS[bytes[at] ?? 0] === 0) at += 1;
      if (at >= length) return -1;
      const byte = bytes[at];
      if (byte === quote) return at;
      if (byte === LESS) throw new BrokenInput('a < inside an attribute’s value', this.line);
      if (byte === NEWLINE) this.line += 1;
      if (byte !== 34 && byte !== 39) attributes.spelled[attributes.count] = true;
    }
  }

  private nameEnd(from: number): number {
    const { bytes } = this;
    let at = from;
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte <= SPACE || byte === GREATER || byte === SLASH || byte === EQUALS) break;
      if (byte === LESS) throw new BrokenInput('a < inside a tag', this.line);
    }
    return at;
  }

  private skipBlank(from: number): number {
    const { bytes } = this;
    let at = from;
    for (; at < bytes.length && (bytes[at] ?? 0) <= SPACE; at += 1) {
      if (bytes[at] === NEWLINE) this.line += 1;
    }
    return at;
  }

  private readClose(at: number): number {
    const nameEnd = this.nameEnd(at);
    const end = this.skipBlank(nameEnd);
    if (end === this.bytes.length) return -1;
    const element = this.names.local(this.bytes, at, nameEnd);
    const inside = this.path.pop();
    if (this.bytes[end] !== GREATER || element !== inside) {
      const open = inside === undefined ? 'nothing is open' : `<${inside}> is open`;
      throw new BrokenInput(`</${element}> where ${open}`, this.line);
    }
    this.opened.pop();
    this.listener.close(element, this.line);
    return end + 1;
  }

  /** Reads a comment, a CDATA section or a document type. */
  private readDeclaration(): number {
    const { bytes, at } = this;
    if (bytes.length - at < 9) return -1;
    const begin = decodeAscii(bytes, at, at + 9);
    if (begin.startsWith('<!--')) return this.skipPast('-->', at + 4);
    if (begin === '<![CDATA[') {
      const end = this.skipPast(']]>', at + 9);
      if (end >= 0) this.listener.text?.(this.decoded(at + 9, end - 3));
      return end;
    }
    return this.skipDoctype(at + 2);
  }

  private skipDoctype(from: number): number {
    let depth = 0;
    for (let at = from; at < this.bytes.length; at += 1) {
      const byte = this.bytes[at];
      if (byte === NEWLINE) this.line += 1;
      if (byte === 91) depth += 1;
      if (byte === 93) depth -= 1;
      if (byte === GREATER && depth === 0) return at + 1;
    }
    return -1;
  }

  private skipPast(mark: string, from: number): number {
    const { bytes } = this;
    const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(mark, from);
    if (found < 0) return -1;
    for (let at = from; at < found; at += 1) if (bytes[at] === NEWLINE) this.line += 1;
    return found + mark.length;
  }
}

function decodeAscii(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end));
}
