import { UnreadableText } from '../reading.js';
import { oneOfAKind } from './name-cache.js';
import type { XmlAttributes } from './xml-attributes.js';
import type { XmlPiece } from './xml-piece.js';

const SLOTS = 1024;
const LONGEST_BYTES = 256;

/**
 * A tag as it was spelled before, up to the value of its last attribute: `<string key="org:resource" value="`. The tag
 * ended with that value, at most blanks, and `/>`.
 */
export interface TagShape {
  readonly element: string;
  /** The tag's attributes, all but the last already turned into text. */
  readonly attributes: XmlAttributes;
  /** The same bytes four at a time; the last word overlaps the one before it. */
  readonly words: Uint32Array;
  readonly length: number;
  /** Where the leading attributes' values lie, counted from the tag's `<`. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** The shapes that came after this one the last time, and the time before. */
  next: TagShape | undefined;
  other: TagShape | undefined;
}

/**
 * The few hundred ways in which a log spells its tags, and which usually comes after which. A tag that is spelled as
 * foretold is recognised by comparing bytes, without taking it apart again. Bounded: a direct-mapped table, and only what
 * is met twice in a row at its place gets in.
 */
export class TagShapes {
  private readonly shapes = new Array<TagShape | undefined>(SLOTS);
  private readonly met = new Uint32Array(SLOTS);
  private last: TagShape | undefined;

  /** The shape that the tag at `at` was expected to have, where it has it. */
  recognise(piece: XmlPiece, at: number): TagShape | undefined {
    const { last } = this;
    if (last === undefined) return undefined;
    const { next, other } = last;
    if (next !== undefined && spells(next, piece, at)) return (this.last = next);
    if (other === undefined || !spells(other, piece, at)) return undefined;
    last.next = other;
    last.other = next;
    return (this.last = other);
  }

  /** Learns how the tag at `at` is spelled, which ends with the value of its last attribute. */
  learn(piece: XmlPiece, at: number, element: string, tag: XmlAttributes): void {
    const length = (tag.starts[tag.count - 1] ?? 0) - at;
    if (length > LONGEST_BYTES || length < 4) return;
    const hash = hashOf(piece, at, length);
    const slot = hash & (SLOTS - 1);
    let shape = this.shapes[slot];
    if (shape === undefined || shape.length !== length || !spells(shape, piece, at)) {
      if (this.met[slot] !== hash) {
        this.met[slot] = hash;
        return;
      }
      shape = shapeOrNone(piece, at, length, element, tag);
      if (shape === undefined) return;
      this.shapes[slot] = shape;
    }
    this.follow(shape);
  }

  private follow(shape: TagShape): void {
    const { last } = this;
    if (last !== undefined && last.next !== shape) {
      last.other = last.next;
      last.next = shape;
    }
    this.last = shape;
  }
}

function spells({ words, length }: TagShape, { view }: XmlPiece, at: number): boolean {
  if (at + length > view.byteLength) return false;
  const whole = words.length - 1;
  if (view.getUint32(at + length - 4, true) !== words[whole]) return false;
  for (let word = 0; word < whole; word++)
    if (view.getUint32(at + word * 4, true) !== words[word]) return false;
  return true;
}

function wordsOf({ view }: XmlPiece, at: number, length: number): Uint32Array {
  const words = new Uint32Array(Math.ceil(length / 4));
  for (let word = 0; word + 1 < words.length; word++)
    words[word] = view.getUint32(at + word * 4, true);
  words[words.length - 1] = view.getUint32(at + length - 4, true);
  return words;
}

function hashOf(piece: XmlPiece, at: number, length: number): number {
  let hash = length;
  for (const word of wordsOf(piece, at, length)) {
    hash = Math.imul(hash ^ word, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}

/** A tag whose values can't be read is not worth knowing again; whoever hears it says what is wrong with it. */
function shapeOrNone(...tag: Parameters<typeof shapeOf>): TagShape | undefined {
  try {
    return shapeOf(...tag);
  } catch (trouble) {
    if (trouble instanceof UnreadableText) return undefined;
    throw trouble;
  }
}

function shapeOf(
  piece: XmlPiece,
  at: number,
  length: number,
  element: string,
  tag: XmlAttributes,
): TagShape {
  const last = tag.count - 1;
  const leading = Array.from({ length: last }, (_, index) => index);
  return {
    element,
    attributes: tag.withKnown(leading.map((index) => oneOfAKind(tag.text(index)))),
    words: wordsOf(piece, at, length),
    length,
    starts: leading.map((index) => (tag.starts[index] ?? 0) - at),
    ends: leading.map((index) => (tag.ends[index] ?? 0) - at),
    next: undefined,
    other: undefined,
  };
}
