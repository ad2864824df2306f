/** A share of the values that lie below, between 0 and 1. */
export type Quantile = number;

/** The ranks (from 0) whose values linear interpolation of these quantiles needs, ascending, without doubles. */
export function ranksOf(quantiles: readonly Quantile[], count: number): number[] {
  const ranks = quantiles.flatMap((quantile) => {
    const position = quantile * (count - 1);
    return [Math.floor(position), Math.ceil(position)];
  });
  return [...new Set(ranks)].sort((a, b) => a - b);
}

/** The quantiles by linear interpolation between the values found at `ranks`. */
export function interpolated(
  quantiles: readonly Quantile[],
  count: number,
  ranks: readonly number[],
  valueAtRank: readonly number[],
): number[] {
  const valueAt = (rank: number): number => valueAtRank[ranks.indexOf(rank)] ?? NaN;
  return quantiles.map((quantile) => {
    const position = quantile * (count - 1);
    const below = valueAt(Math.floor(position));
    const above = valueAt(Math.ceil(position));
    return below + (above - below) * (position - Math.floor(position));
  });
}

/** Quantile of values already sorted ascending; NaN where there is none. */
export function quantileOfSorted(
  sorted: Float64Array | readonly number[],
  quantile: Quantile,
): number {
  const position = quantile * (sorted.length - 1);
  const below = sorted[Math.floor(position)] ?? NaN;
  const above = sorted[Math.ceil(position)] ?? NaN;
  return below + (above - below) * (position - Math.floor(position));
}
