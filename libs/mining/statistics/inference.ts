/** Probability that a standard normal variable is at most z (Abramowitz and Stegun 7.1.26; absolute error below 1e-7). */
export function normalCdf(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const upper = 0.5 * series * Math.exp(-x * x);
  return z >= 0 ? 1 - upper : upper;
}

/** Two-sided p-value of a standard normal statistic. */
export function twoSidedP(z: number): number {
  return Math.min(1, 2 * normalCdf(-Math.abs(z)));
}

/** Ranks from 1, ties sharing their mean rank, and Σ(t³ − t) over groups of t ties. */
export function ranksWithTies(values: Float64Array): { ranks: Float64Array; tieTerm: number } {
  const order = Uint32Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Float64Array(values.length);
  let tieTerm = 0;
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++;
    for (let k = from; k < to; k++) ranks[order[k] ?? 0] = (from + to + 1) / 2;
    tieTerm += (to - from) ** 3 - (to - from);
    from = to;
  }
  return { ranks, tieTerm };
}

/** p-values corrected for being many, by Holm's step-down method: the chance of any false alarm stays below the level. */
export function holmAdjusted(pValues: readonly number[]): number[] {
  const order = [...pValues.keys()].sort((a, b) => (pValues[a] ?? 0) - (pValues[b] ?? 0));
  const adjusted = [...pValues];
  let highest = 0;
  order.forEach((index, n) => {
    highest = Math.max(highest, Math.min(1, (pValues.length - n) * (pValues[index] ?? 1)));
    adjusted[index] = highest;
  });
  return adjusted;
}

export interface MeanDifference {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** Mean of the chosen values less the mean of the others, with Welch's 95 % interval (normal approximation). */
export function meanDifference(values: Float64Array, chosen: Uint8Array): MeanDifference {
  const inside = momentsWhere(values, chosen, 1);
  const outside = momentsWhere(values, chosen, 0);
  const difference = inside.mean - outside.mean;
  const margin =
    1.959964 * Math.sqrt(inside.variance / inside.count + outside.variance / outside.count);
  return { difference, low: difference - margin, high: difference + margin };
}

function momentsWhere(values: Float64Array, chosen: Uint8Array, flag: number) {
  let count = 0;
  let sum = 0;
  values.forEach((value, k) => {
    if (chosen[k] !== flag) return;
    count++;
    sum += value;
  });
  const mean = sum / count;
  let squares = 0;
  values.forEach((value, k) => {
    if (chosen[k] === flag) squares += (value - mean) ** 2;
  });
  return { count, mean, variance: count > 1 ? squares / (count - 1) : 0 };
}
