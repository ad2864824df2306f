import { BrokenInput, UnreadableText } from '../reading.js';
import { HugeTag } from './huge-tag.js';
import { NameCache } from './name-cache.js';
import { readAttributes, VALUE_STOPS } from './read-attributes.js';
import { type TagShape, TagShapes } from './tag-shapes.js';
import { XmlAttributes, expandEntities } from './xml-attributes.js';
import { XmlPiece } from './xml-piece.js';

/** What hears of a document's tags. Names of elements come without their namespace prefix. */
export interface XmlListener {
  open(element: string, attributes: XmlAttributes): void;
  close(element: string, line: number): void;
  /**
   * A tag in place of `open`, or character data (no element), that can't be read. What it belongs to can be set aside;
   * who hears nothing of it, or throws, ends the reading.
   */
  unreadable?(trouble: UnreadableText, element?: string): void;
  /** Character data, possibly in several pieces. Left out, text is only skipped. */
  text?(piece: string): void;
}

const LONGEST_TAG_BYTES = 1 << 24;
const NEWLINE = 10;
const SPACE = 32;
const BANG = 33;
const SLASH = 47;
const LESS = 60;
const GREATER = 62;
const QUESTION = 63;

/**
 * A streaming scanner for well-formed XML in UTF-8, working on bytes because decoding a log of gigabytes to strings
 * costs more than reading it. It knows elements, attributes, text, CDATA, comments, processing instructions and the
 * five named entities, and keeps no more than one unfinished tag in memory. Document types are skipped, so no
 * entity can be defined and nothing is fetched. Throws BrokenInput, with the line, on what is not well-formed.
 */
export class XmlScanner {
  private readonly piece = new XmlPiece();
  private at = 0;
  private readonly names = new NameCache();
  private readonly attributes = new XmlAttributes();
  private readonly shapes = new TagShapes();
  private readonly path: string[] = [];
  private readonly opened: number[] = [];
  private seenRoot = false;
  private huge: HugeTag | undefined;

  constructor(private readonly listener: XmlListener) {}

  /** Takes the next piece of the document. */
  write(chunk: Uint8Array): void {
    const { piece } = this;
    if (piece.bytes.length - this.at > LONGEST_TAG_BYTES) this.beginHuge();
    piece.advance(this.at, chunk);
    this.at = 0;
    if (this.huge) this.goThroughHuge(this.huge);
    while (this.huge === undefined && this.skipText() && this.readMarkup());
  }

  /** An opening tag of more than 16 MiB is not kept; anything else of that size ends the reading. */
  private beginHuge(): void {
    const { at, piece } = this;
    const nameEnd = piece.nameEnd(at + 1);
    const element = this.names.local(piece.bytes, at + 1, nameEnd);
    if (!/^[\p{L}_]/u.test(element)) {
      throw new BrokenInput('a tag or comment of more than 16 MiB', piece.line);
    }
    this.huge = new HugeTag(element, piece.line);
    this.goThroughHuge(this.huge);
  }

  private goThroughHuge(huge: HugeTag): void {
    const { piece } = this;
    const end = huge.goThrough(piece.bytes, this.at);
    this.at = end < 0 ? piece.bytes.length : end;
    if (end < 0) return;
    this.huge = undefined;
    piece.line = huge.line + huge.lines;
    const trouble = new UnreadableText(`a <${huge.element}> of more than 16 MiB`, huge.line);
    if (!this.listener.unreadable) throw trouble;
    this.listener.unreadable(trouble, huge.element);
    if (huge.closesItself) this.listener.close(huge.element, piece.line);
    else {
      this.path.push(huge.element);
      this.opened.push(huge.line);
    }
  }

  /** The document is over. */
  end(): void {
    const { bytes, line } = this.piece;
    const inside = this.path.at(-1);
    if (this.huge !== undefined || this.at < bytes.length)
      throw new BrokenInput('the file ends inside a tag', line);
    if (inside !== undefined) {
      throw new BrokenInput(
        `the file ends before </${inside}>, opened in line ${this.opened.at(-1) ?? 0}`,
        line,
      );
    }
    if (!this.seenRoot) throw new BrokenInput('the file holds no XML element', line);
  }

  /** Moves to the next `<`; false where the piece has none. */
  private skipText(): boolean {
    const { bytes } = this.piece;
    const from = this.at;
    let at = from;
    let blank = true;
    for (; at < bytes.length && bytes[at] !== LESS; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === NEWLINE) this.piece.line += 1;
      else if (byte > SPACE) blank = false;
    }
    if (!blank) at = this.hearText(from, at);
    this.at = at;
    return at < bytes.length && bytes[at] === LESS;
  }

  /** Hands text over; returns where the reading stands, before a character or entity that the piece cuts in two. */
  private hearText(from: number, to: number): number {
    const { piece } = this;
    if (this.path.length === 0) {
      throw new BrokenInput('text outside of the document’s element', piece.line);
    }
    if (!this.listener.text) return to;
    // A piece of text that the input cuts waits for the rest: an entity or a character may be cut in two.
    if (to === piece.bytes.length) return this.waitWith(from);
    this.sayText(() => expandEntities(piece.text(from, to), piece.line));
    return to;
  }

  private sayText(read: () => string): void {
    const { listener } = this;
    try {
      listener.text?.(read());
    } catch (trouble) {
      if (!(trouble instanceof UnreadableText) || !listener.unreadable) throw trouble;
      listener.unreadable(trouble);
    }
  }

  private waitWith(from: number): number {
    const { bytes } = this.piece;
    for (let at = from; at < bytes.length; at += 1) {
      if (bytes[at] === NEWLINE) this.piece.line -= 1;
    }
    return from;
  }

  /** Reads what begins at `<`; false where the piece ends inside it. */
  private readMarkup(): boolean {
    const { piece } = this;
    const { line } = piece;
    const next = piece.bytes[this.at + 1];
    if (next === undefined) return false;
    const after = this.markupFrom(next);
    if (after < 0) {
      piece.line = line;
      return false;
    }
    this.at = after;
    return true;
  }

  private markupFrom(next: number): number {
    if (next === SLASH) return this.readClose(this.at + 2);
    if (next === BANG) return this.readDeclaration();
    if (next === QUESTION) return this.piece.skipPast('?>', this.at + 2);
    const shape = this.path.length > 0 ? this.shapes.recognise(this.piece, this.at) : undefined;
    const after = shape ? this.readShaped(shape) : -1;
    return after < 0 ? this.readOpen(this.at + 1) : after;
  }

  /** Reads the last value of a tag of known shape; -1 where the tag does not end as its shape does. */
  private readShaped({ element, attributes, length, starts, ends }: TagShape): number {
    const { at, piece } = this;
    const { bytes, line } = piece;
    const begin = at + length;
    let end = begin;
    while (end < bytes.length && VALUE_STOPS[bytes[end] ?? 0] === 0) end += 1;
    if (bytes[end] !== bytes[begin - 1]) return -1;
    const slash = piece.skipSpaces(end + 1);
    if (slash + 1 >= bytes.length || bytes[slash] !== SLASH || bytes[slash + 1] !== GREATER)
      return -1;
    for (let index = 0; index < starts.length; index += 1) {
      attributes.starts[index] = at + (starts[index] ?? 0);
      attributes.ends[index] = at + (ends[index] ?? 0);
    }
    attributes.bytes = bytes;
    attributes.line = line;
    attributes.starts[starts.length] = begin;
    attributes.ends[starts.length] = end;
    this.listener.open(element, attributes);
    this.listener.close(element, line);
    return slash + 2;
  }

  /** Reads `name …>` from `at`; the index after it, -1 where the piece ends first. */
  private readOpen(at: number): number {
    const { attributes, piece } = this;
    const nameEnd = piece.nameEnd(at);
    if (nameEnd === piece.bytes.length) return -1;
    const openedIn = piece.line;
    attributes.count = 0;
    const end = readAttributes(piece, nameEnd, attributes, this.names);
    if (end < 0) return -1;
    const element = this.names.local(piece.bytes, at, nameEnd);
    if (element === '') throw new BrokenInput('a < that begins no tag', openedIn);
    if (this.path.length === 0 && this.seenRoot) {
      throw new BrokenInput(`a second outermost element <${element}>`, openedIn);
    }
    this.seenRoot = true;
    attributes.bytes = piece.bytes;
    attributes.line = openedIn;
    this.listener.open(element, attributes);
    if (piece.bytes[end - 2] === SLASH) this.closeAtOnce(element, at - 1, end);
    else {
      this.path.push(element);
      this.opened.push(openedIn);
    }
    return end;
  }

  /** A tag that closes itself; how it is spelled is learnt where it ends with the plain value of its last attribute. */
  private closeAtOnce(element: string, at: number, end: number): void {
    const { attributes, piece } = this;
    this.listener.close(element, piece.line);
    const last = attributes.count - 1;
    if (last < 0 || attributes.spelled[last] === true || piece.line !== attributes.line) return;
    const slash = piece.skipSpaces((attributes.ends[last] ?? 0) + 1);
    if (slash === end - 2) this.shapes.learn(piece, at, element, attributes);
  }

  private readClose(at: number): number {
    const { piece } = this;
    const nameEnd = piece.nameEnd(at);
    const end = piece.skipBlank(nameEnd);
    if (end === piece.bytes.length) return -1;
    const element = this.names.local(piece.bytes, at, nameEnd);
    const inside = this.path.pop();
    if (piece.bytes[end] !== GREATER || element !== inside) {
      const open = inside === undefined ? 'nothing is open' : `<${inside}> is open`;
      throw new BrokenInput(`</${element}> where ${open}`, piece.line);
    }
    this.opened.pop();
    this.listener.close(element, piece.line);
    return end + 1;
  }

  /** Reads a comment, a CDATA section or a document type. */
  private readDeclaration(): number {
    const { at, piece } = this;
    if (piece.bytes.length - at < 9) return -1;
    const begin = String.fromCharCode(...piece.bytes.subarray(at, at + 9));
    if (begin.startsWith('<!--')) return piece.skipPast('-->', at + 4);
    if (begin === '<![CDATA[') {
      const end = piece.skipPast(']]>', at + 9);
      if (end >= 0) this.sayText(() => piece.text(at + 9, end - 3));
      return end;
    }
    return piece.skipDoctype(at + 2);
  }
}
