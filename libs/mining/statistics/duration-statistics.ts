import { interpolated, type Quantile, ranksOf } from './quantile.js';
import { largeOrderStatistics, type Moments } from './order-statistics.js';

/** What is told about a set of durations. All in seconds. */
export interface DurationStatistics {
  readonly count: number;
  readonly sumS: number;
  readonly meanS: number;
  readonly minS: number;
  readonly maxS: number;
  /** Sample standard deviation (n − 1); null for a single value. */
  readonly stdevS: number | null;
  /** Percentiles by linear interpolation, as SQL's `percentile_cont`; `p50S` is the median. */
  readonly p50S: number;
  readonly p90S: number;
  readonly p95S: number;
  readonly p99S: number;
}

const QUANTILES: readonly Quantile[] = [0.5, 0.9, 0.95, 0.99];

/** Below this many values a native sort is quicker than counting them into bins. */
const SMALL = 2048;

/**
 * Statistics of durations given in milliseconds, undefined where there is none. The array belongs to the callee: it
 * may come back reordered.
 */
export function summariseDurations(durationsMs: Float64Array): DurationStatistics | undefined {
  const count = durationsMs.length;
  if (count === 0) return undefined;
  const ranks = ranksOf(QUANTILES, count);
  const { moments, ordered } =
    count > SMALL ? largeOrderStatistics(durationsMs, ranks) : sorted(durationsMs, ranks);
  const [p50, p90, p95, p99] = interpolated(QUANTILES, count, ranks, ordered);
  return {
    count,
    sumS: moments.sum / 1000,
    meanS: moments.sum / count / 1000,
    minS: moments.min / 1000,
    maxS: moments.max / 1000,
    stdevS: count > 1 ? Math.sqrt(moments.squares / (count - 1)) / 1000 : null,
    p50S: (p50 ?? NaN) / 1000,
    p90S: (p90 ?? NaN) / 1000,
    p95S: (p95 ?? NaN) / 1000,
    p99S: (p99 ?? NaN) / 1000,
  };
}

function sorted(values: Float64Array, ranks: readonly number[]) {
  values.sort();
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  const moments: Moments = {
    sum,
    squares,
    min: values[0] ?? NaN,
    max: values[values.length - 1] ?? NaN,
  };
  return { moments, ordered: ranks.map((rank) => values[rank] ?? NaN) };
}

/**
 * Snaps durations to whole microseconds, in place. An instant of today in milliseconds resolves a quarter of a
 * microsecond, so that the difference of two microsecond stamps is off by up to that; snapping gives it back exactly.
 */
export function snapToMicroseconds(durationsMs: Float64Array): void {
  for (let k = 0; k < durationsMs.length; k++)
    durationsMs[k] = Math.round((durationsMs[k] ?? 0) * 1000) / 1000;
}
