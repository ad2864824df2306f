/** Sum, extremes and the sum of squared distances from the mean. */
export interface Moments {
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly squares: number;
}

/**
 * Order statistics of many values without sorting them. The bits of a positive double, read as an integer, order as
 * the double does; so the top bits are a bin on a log scale (11 of exponent, 7 of mantissa: a bin is 0.8 % wide). One
 * pass counts values into bins, the next picks out only those in the bins that the wanted ranks fall into, and only
 * those few are sorted.
 */
const DROPPED_BITS = 13;
const BINS = 2 ** (31 - DROPPED_BITS);

// Kept all zero between calls; each call clears only the bins it touched.
const binCounts = new Uint32Array(BINS);
const slotOfBin = new Uint8Array(BINS);

interface Slot {
  readonly bin: number;
  /** Rank of the bin's smallest value. */
  readonly firstRank: number;
  readonly values: Float64Array;
}

/** Moments of the values and the values at `ranks` (ascending). Values must be numbers; negative ones cost a sort. */
export function largeOrderStatistics(
  values: Float64Array,
  ranks: readonly number[],
): { moments: Moments; ordered: number[] } {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  const { sum, min, max } = countIntoBins(values, words);
  const lastBin = binOf(max);
  const slots = min < 0 ? undefined : slotsOf(ranks, binOf(min), lastBin, values.length);
  binCounts.fill(0, 0, lastBin + 1);
  if (!slots) {
    const squares = squaresAbout(values, sum / values.length);
    const sorted = values.slice().sort();
    return { moments: { sum, min, max, squares }, ordered: ranks.map((r) => sorted[r] ?? NaN) };
  }
  const squares = pickOut(values, words, slots, sum / values.length);
  for (const slot of slots) {
    slotOfBin[slot.bin] = 0;
    slot.values.sort();
  }
  return { moments: { sum, min, max, squares }, ordered: ranks.map((r) => valueAt(slots, r)) };
}

function countIntoBins(values: Float64Array, words: Uint32Array) {
  let sum = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let k = 0; k < values.length; k++) {
    const value = values[k] ?? 0;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
    const bin = (words[2 * k + 1] ?? 0) >>> DROPPED_BITS;
    binCounts[bin] = (binCounts[bin] ?? 0) + 1;
  }
  return { sum, min, max };
}

const scratch = new Float64Array(1);
const scratchWords = new Uint32Array(scratch.buffer);

function binOf(value: number): number {
  scratch[0] = Math.max(0, value);
  return (scratchWords[1] ?? 0) >>> DROPPED_BITS;
}

/** The bins that hold the ranks; undefined where the bins do not hold every value (a negative zero is among them). */
function slotsOf(
  ranks: readonly number[],
  firstBin: number,
  lastBin: number,
  count: number,
): Slot[] | undefined {
  const slots: Slot[] = [];
  let below = 0;
  let next = 0;
  for (let bin = firstBin; bin <= lastBin; bin++) {
    const inBin = binCounts[bin] ?? 0;
    if ((ranks[next] ?? Infinity) < below + inBin) {
      slots.push({ bin, firstRank: below, values: new Float64Array(inBin) });
      while ((ranks[next] ?? Infinity) < below + inBin) next++;
    }
    below += inBin;
  }
  return below === count ? slots : undefined;
}

/** Fills the slots with the values of their bins; gives the sum of squares about the mean on the way. */
function pickOut(
  values: Float64Array,
  words: Uint32Array,
  slots: readonly Slot[],
  mean: number,
): number {
  slots.forEach((slot, index) => (slotOfBin[slot.bin] = index + 1));
  const filled = new Uint32Array(slots.length);
  let squares = 0;
  for (let k = 0; k < values.length; k++) {
    const value = values[k] ?? 0;
    squares += (value - mean) * (value - mean);
    const slot = slotOfBin[(words[2 * k + 1] ?? 0) >>> DROPPED_BITS] ?? 0;
    if (slot === 0) continue;
    const place = filled[slot - 1] ?? 0;
    (slots[slot - 1] as Slot).values[place] = value;
    filled[slot - 1] = place + 1;
  }
  return squares;
}

function squaresAbout(values: Float64Array, mean: number): number {
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  return squares;
}

function valueAt(slots: readonly Slot[], rank: number): number {
  const slot = slots.findLast((each) => each.firstRank <= rank);
  return slot?.values[rank - slot.firstRank] ?? NaN;
}
