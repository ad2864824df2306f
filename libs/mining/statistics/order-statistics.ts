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
 * those few are sorted. Narrower bins would sort fewer values, but their counts would not stay in the nearest cache.
 */
const DROPPED_BITS = 13;
const BINS = 2 ** (31 - DROPPED_BITS);
/** Durations are whole microseconds: between zero and this bin, that of half a microsecond, there is nothing. */
const LEAST_BIN = binOf(2 ** -11);

// Kept all zero between calls; each call clears only the bins it touched.
const binCounts = new Uint32Array(BINS);
const slotOfBin = new Uint8Array(BINS);

/** A bin whose values are picked out and sorted. */
interface Slot {
  readonly bin: number;
  /** Rank of the bin's smallest value. */
  readonly firstRank: number;
  readonly count: number;
}

function binOf(value: number): number {
  const words = new Uint32Array(Float64Array.of(Math.max(0, value)).buffer);
  return (words[1] ?? 0) >>> DROPPED_BITS;
}

/** Moments of the values and the values at `ranks` (ascending). Values must be numbers; those outside the bins cost a sort. */
export function largeOrderStatistics(
  values: Float64Array,
  ranks: readonly number[],
): { moments: Moments; ordered: number[] } {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  const { sum, min, max } = countIntoBins(values, words);
  const lastBin = binOf(max);
  const slots = min < 0 ? undefined : slotsOf(ranks, lastBin, values.length);
  if (slots) {
    binCounts[0] = 0;
    binCounts.fill(0, LEAST_BIN, lastBin + 1);
  } else {
    binCounts.fill(0);
    const squares = squaresAbout(values, sum / values.length);
    const sorted = values.slice().sort();
    return { moments: { sum, min, max, squares }, ordered: ranks.map((r) => sorted[r] ?? NaN) };
  }
  const { squares, picked } = pickOut(values, words, slots, sum / values.length);
  return {
    moments: { sum, min, max, squares },
    ordered: ranks.map((rank) => valueAt(slots, picked, rank)),
  };
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

/**
 * The bins that hold the ranks; undefined where the bins looked at do not hold every value (there is a negative zero, or
 * a fraction of a microsecond).
 */
function slotsOf(ranks: readonly number[], lastBin: number, count: number): Slot[] | undefined {
  const slots: Slot[] = [];
  let below = 0;
  let next = 0;
  for (let bin = 0; bin <= lastBin; bin = Math.max(bin + 1, LEAST_BIN)) {
    const inBin = binCounts[bin] ?? 0;
    if ((ranks[next] ?? Infinity) < below + inBin) {
      slots.push({ bin, firstRank: below, count: inBin });
      while ((ranks[next] ?? Infinity) < below + inBin) next++;
    }
    below += inBin;
  }
  return below === count ? slots : undefined;
}

/** Picks out the values of the slots' bins, each slot sorted; gives the sum of squares about the mean on the way. */
function pickOut(
  values: Float64Array,
  words: Uint32Array,
  slots: readonly Slot[],
  mean: number,
): { squares: number; picked: Float64Array[] } {
  const cursors = new Uint32Array(slots.length + 1);
  let room = 0;
  slots.forEach((slot, index) => {
    slotOfBin[slot.bin] = index + 1;
    cursors[index + 1] = room;
    room += slot.count;
  });
  const found = new Float64Array(room);
  let squares = 0;
  for (let k = 0; k < values.length; k++) {
    const value = values[k] ?? 0;
    squares += (value - mean) * (value - mean);
    const slot = slotOfBin[(words[2 * k + 1] ?? 0) >>> DROPPED_BITS] ?? 0;
    if (slot === 0) continue;
    const place = cursors[slot] ?? 0;
    found[place] = value;
    cursors[slot] = place + 1;
  }
  const picked = slots.map((slot, index) => {
    slotOfBin[slot.bin] = 0;
    const end = cursors[index + 1] ?? 0;
    return sortedUnlessEqual(found.subarray(end - slot.count, end));
  });
  return { squares, picked };
}

/** Real durations repeat: a bin often holds one value many times over. */
function sortedUnlessEqual(values: Float64Array): Float64Array {
  const [first] = values;
  for (const value of values) if (value !== first) return values.sort();
  return values;
}

function squaresAbout(values: Float64Array, mean: number): number {
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  return squares;
}

function valueAt(slots: readonly Slot[], picked: readonly Float64Array[], rank: number): number {
  const index = slots.findLastIndex((slot) => slot.firstRank <= rank);
  return picked[index]?.[rank - (slots[index]?.firstRank ?? 0)] ?? NaN;
}
