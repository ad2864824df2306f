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
/** Below this many values moving them one by one is quicker than calling the native sort. */
const TINY = 40;

/**
 * Statistics of durations given in milliseconds, undefined where there is none. The array belongs to the callee: it
 * may come back reordered.
 */
export function summariseDurations(durationsMs: Float64Array): DurationStatistics | undefined {
  return summariseSlice(durationsMs, 0, durationsMs.length);
}

/** The same for the durations from one place of the array up to another. */
export function summariseSlice(
  durationsMs: Float64Array,
  begin: number,
  end: number,
): DurationStatistics | undefined {
  const count = end - begin;
  if (count === 0) return undefined;
  if (count <= SMALL) return summariseSorted(durationsMs, begin, end);
  const ranks = ranksOf(QUANTILES, count);
  const { moments, ordered } = largeOrderStatistics(durationsMs.subarray(begin, end), ranks);
  const [p50, p90, p95, p99] = interpolated(QUANTILES, count, ranks, ordered);
  return statistics(count, moments, p50 ?? NaN, p90 ?? NaN, p95 ?? NaN, p99 ?? NaN);
}

function summariseSorted(values: Float64Array, begin: number, end: number): DurationStatistics {
  sortSlice(values, begin, end);
  const count = end - begin;
  let sum = 0;
  for (let k = begin; k < end; k++) sum += values[k] ?? 0;
  const mean = sum / count;
  let squares = 0;
  for (let k = begin; k < end; k++) squares += ((values[k] ?? 0) - mean) ** 2;
  const moments = { sum, squares, min: values[begin] ?? NaN, max: values[end - 1] ?? NaN };
  const at = (share: number): number => {
    const position = share * (count - 1);
    const below = values[begin + Math.floor(position)] ?? NaN;
    const above = values[begin + Math.ceil(position)] ?? NaN;
    return below + (above - below) * (position - Math.floor(position));
  };
  return statistics(count, moments, at(0.5), at(0.9), at(0.95), at(0.99));
}

function sortSlice(values: Float64Array, begin: number, end: number): void {
  if (end - begin > TINY) {
    values.subarray(begin, end).sort();
    return;
  }
  for (let k = begin + 1; k < end; k++) {
    const value = values[k] ?? 0;
    let place = k;
    for (; place > begin && (values[place - 1] ?? 0) > value; place--)
      values[place] = values[place - 1] ?? 0;
    values[place] = value;
  }
}

function statistics(
  count: number,
  { sum, min, max, squares }: Moments,
  p50: number,
  p90: number,
  p95: number,
  p99: number,
): DurationStatistics {
  return {
    count,
    sumS: sum / 1000,
    meanS: sum / count / 1000,
    minS: min / 1000,
    maxS: max / 1000,
    stdevS: count > 1 ? Math.sqrt(squares / (count - 1)) / 1000 : null,
    p50S: p50 / 1000,
    p90S: p90 / 1000,
    p95S: p95 / 1000,
    p99S: p99 / 1000,
  };
}

/**
 * Snaps durations to whole microseconds, in place. An instant of today in milliseconds resolves a quarter of a
 * microsecond, so that the difference of two microsecond stamps is off by up to that; snapping gives it back exactly.
 */
export function snapToMicroseconds(durationsMs: Float64Array): void {
  for (let k = 0; k < durationsMs.length; k++)
    durationsMs[k] = Math.round((durationsMs[k] ?? 0) * 1000) / 1000;
}
