/** A figure over repeated seeds: its mean and 95 % interval. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Two-sided 95 % quantiles of Student's t for 1 to 30 degrees of freedom. */
const STUDENT_T = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145,
  2.131, 2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048,
  2.045, 2.042,
];

/** Mean and Student's 95 % interval of repeated runs; one run has no width. */
export function estimate(values: readonly number[]): Estimate {
  const mean = values.reduce((total, each) => total + each, 0) / values.length;
  const squares = values.reduce((total, each) => total + (each - mean) ** 2, 0);
  const t = STUDENT_T[values.length - 2] ?? 1.96;
  const margin =
    values.length > 1 ? t * Math.sqrt(squares / (values.length - 1) / values.length) : 0;
  return { mean, low: mean - margin, high: mean + margin };
}
