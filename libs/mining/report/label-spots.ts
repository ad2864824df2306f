/** A point of the drawing, and the room that something takes there: its left and top edge, width and height. */
export type Point = readonly [x: number, y: number];
export interface Room {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A text that wants to stand at one of these points (the middle of its base line), best first. */
export interface WantedLabel {
  readonly width: number;
  readonly spots: readonly Point[];
}

const LINE = 13;
const GAP = 2;

/**
 * Where labels stand so that none lies on another or on a box: each takes its first free spot, in the order given. One that
 * finds no room is left out (undefined).
 */
export function placeLabels(
  labels: readonly WantedLabel[],
  boxes: readonly Room[],
): (Point | undefined)[] {
  const taken = [...boxes];
  return labels.map(({ width, spots }) => {
    const found = spots.find((spot) => taken.every((room) => !overlap(roomAt(spot, width), room)));
    if (found !== undefined) taken.push(roomAt(found, width));
    return found;
  });
}

function roomAt([x, y]: Point, width: number): Room {
  return { left: x - width / 2, top: y - LINE + 2, width, height: LINE };
}

function overlap(one: Room, other: Room): boolean {
  return (
    one.left < other.left + other.width + GAP &&
    other.left < one.left + one.width + GAP &&
    one.top < other.top + other.height + GAP &&
    other.top < one.top + one.height + GAP
  );
}

/** Shares of an arrow's way at which its label may stand: the middle first. */
const SHARES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8];

/** Points along a curve that leaves and enters every point of its way vertically, for a label's middle. */
export function spotsAlong(way: readonly Point[]): Point[] {
  const pieces = way.length - 1;
  return SHARES.map((share) => {
    const at = Math.min(pieces - 1, Math.floor(share * pieces));
    const from: Point = way[at] ?? [0, 0];
    const to: Point = way[at + 1] ?? from;
    const [x, y] = onPiece(from, to, share * pieces - at);
    return [x, y + 4];
  });
}

/** A cubic curve whose two control points lie at half of its height. */
function onPiece([x1, y1]: Point, [x2, y2]: Point, t: number): Point {
  const middle = (y1 + y2) / 2;
  const [a, b, c, d] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3];
  return [(a + b) * x1 + (c + d) * x2, a * y1 + (b + c) * middle + d * y2];
}

const DIGIT = 6.3;
const CHARACTER = 11.5;

/** About how broad a text is at 11 px: Chinese characters are nearly twice as broad. */
export function textWidth(text: string): number {
  return Array.from(text).reduce((sum, each) => sum + (each > '\u2e7f' ? CHARACTER : DIGIT), 0);
}
