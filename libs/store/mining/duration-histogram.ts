/** A bin of a histogram of durations, as `aval.duration_bin` numbers them, with what fell into it. */
export interface DurationBin {
  readonly bin: number;
  readonly count: number;
  readonly leastMs: number;
  readonly mostMs: number;
}

/** Up to here every millisecond has its own bin; beyond, every doubling has 64. */
const exactBelowMs = 128;
const binsPerDoubling = 64;

/** By how much a percentile read from bins can be off, as a share of the true one. */
export const histogramError = 1 / (2 * binsPerDoubling);

/** Where a bin begins and ends, both inclusive, in whole milliseconds. */
export function boundsOfBin(bin: number): { readonly fromMs: number; readonly toMs: number } {
  if (bin < exactBelowMs) return { fromMs: bin, toMs: bin };
  const octave = Math.floor(bin / binsPerDoubling) - 1;
  const fromMs = (bin - binsPerDoubling * octave) * 2 ** octave;
  return { fromMs, toMs: fromMs + 2 ** octave - 1 };
}

/** Adds up histograms: bins of one number become one. Ascending. */
export function mergeBins(bins: readonly DurationBin[]): DurationBin[] {
  const merged = new Map<number, DurationBin>();
  for (const bin of bins) {
    const known = merged.get(bin.bin);
    merged.set(bin.bin, {
      bin: bin.bin,
      count: bin.count + (known?.count ?? 0),
      leastMs: Math.min(bin.leastMs, known?.leastMs ?? Infinity),
      mostMs: Math.max(bin.mostMs, known?.mostMs ?? 0),
    });
  }
  return [...merged.values()].sort((a, b) => a.bin - b.bin);
}

/**
 * A percentile by linear interpolation between ranks, as SQL's `percentile_cont`, with each rank standing in the middle
 * of its bin's occupied part: off by at most `histogramError` of the true one. `bins` ascend and are not empty.
 */
export function quantileOfBins(bins: readonly DurationBin[], share: number): number {
  const count = bins.reduce((total, bin) => total + bin.count, 0);
  const rank = share * (count - 1);
  const below = valueAt(bins, Math.floor(rank));
  const above = valueAt(bins, Math.ceil(rank));
  return below + (above - below) * (rank - Math.floor(rank));
}

function valueAt(bins: readonly DurationBin[], rank: number): number {
  let passed = 0;
  for (const bin of bins) {
    passed += bin.count;
    if (rank >= passed) continue;
    if (bin.count === 1) return bin.leastMs;
    return bin.leastMs + (bin.mostMs - bin.leastMs) / 2;
  }
  throw new RangeError('a histogram without durations has no percentiles');
}
