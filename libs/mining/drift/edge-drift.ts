import { caseCount, type EventLog } from '../log/event-log.js';
import {
  holmAdjusted,
  meanDifference,
  type MeanDifference,
  ranksWithTies,
} from '../statistics/inference.js';

/** When the duration of an edge changed for good. Durations in seconds. */
export interface EdgeDrift {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Instant of the first edge after the change. */
  readonly changedAtMs: number;
  /** Mean after less mean before, with its 95 % interval. */
  readonly differenceS: MeanDifference;
  /** Pettitt's test, corrected by Holm over all edges looked at. */
  readonly p: number;
}

/**
 * Edges whose duration changed, by Pettitt's test for one change point in the middle of a series (1979): it compares
 * ranks, so that a few extreme waits decide nothing. Edges with fewer than `minCount` durations are not looked at.
 */
export function edgeDrift(log: EventLog, { minCount = 30, level = 0.01 } = {}): EdgeDrift[] {
  const looked = [...durationsOverTime(log)]
    .filter(([, series]) => series.length >= minCount)
    .map(([key, series]) => ({ key, ...changePoint(series.sort((a, b) => a.atMs - b.atMs)) }));
  const adjusted = holmAdjusted(looked.map(({ p }) => p));
  const activities = log.activities.length;
  return looked
    .map(({ key, count, changedAtMs, differenceS }, n) => ({
      from: Math.floor(key / activities),
      to: key % activities,
      count,
      changedAtMs,
      differenceS,
      p: adjusted[n] ?? 1,
    }))
    .filter((drift) => drift.p <= level)
    .sort(
      (a, b) =>
        a.p - b.p || Math.abs(b.differenceS.difference) - Math.abs(a.differenceS.difference),
    );
}

interface Observed {
  readonly atMs: number;
  readonly seconds: number;
}

function durationsOverTime(log: EventLog): Map<number, Observed[]> {
  const series = new Map<number, Observed[]>();
  for (let c = 0; c < caseCount(log); c++)
    for (let k = (log.caseOffsets[c] ?? 0) + 1; k < (log.caseOffsets[c + 1] ?? 0); k++) {
      const key = (log.activity[k - 1] ?? 0) * log.activities.length + (log.activity[k] ?? 0);
      const atMs = log.instantMs[k] ?? 0;
      const observed = { atMs, seconds: (atMs - (log.instantMs[k - 1] ?? 0)) / 1000 };
      const known = series.get(key);
      if (known) known.push(observed);
      else series.set(key, [observed]);
    }
  return series;
}

function changePoint(series: readonly Observed[]) {
  const seconds = Float64Array.from(series, (each) => each.seconds);
  const { ranks } = ranksWithTies(seconds);
  const count = series.length;
  let sum = 0;
  let strongest = 0;
  let last = 0;
  ranks.forEach((rank, n) => {
    sum += rank;
    const statistic = Math.abs(2 * sum - (n + 1) * (count + 1));
    if (n + 1 < count && statistic > strongest) [strongest, last] = [statistic, n];
  });
  const p = Math.min(1, 2 * Math.exp((-6 * strongest ** 2) / (count ** 3 + count ** 2)));
  const after = Uint8Array.from(series, (_, n) => (n > last ? 1 : 0));
  return {
    count,
    p,
    changedAtMs: series[last + 1]?.atMs ?? NaN,
    differenceS: meanDifference(seconds, after),
  };
}
