import { caseCount, type EventLog } from '../log/event-log.js';

/** One line per passage of an edge: from when to when, and in which quarter of all its durations it lies (0 to 3). */
export interface SpectrumOfEdge {
  readonly from: number;
  readonly to: number;
  readonly beginMs: Float64Array;
  readonly endMs: Float64Array;
  readonly quarter: Uint8Array;
}

/** The performance spectrum (Denisov et al. 2018) of chosen edges. */
export function performanceSpectrum(
  log: EventLog,
  edges: readonly { readonly from: number; readonly to: number }[],
): SpectrumOfEdge[] {
  const passages = edges.map(() => ({ begin: [] as number[], end: [] as number[] }));
  const placeOf = new Map(edges.map(({ from, to }, n) => [from * log.activities.length + to, n]));
  for (let c = 0; c < caseCount(log); c++)
    for (let k = (log.caseOffsets[c] ?? 0) + 1; k < (log.caseOffsets[c + 1] ?? 0); k++) {
      const key = (log.activity[k - 1] ?? 0) * log.activities.length + (log.activity[k] ?? 0);
      const own = passages[placeOf.get(key) ?? -1];
      own?.begin.push(log.instantMs[k - 1] ?? 0);
      own?.end.push(log.instantMs[k] ?? 0);
    }
  return edges.map(({ from, to }, n) => {
    const beginMs = Float64Array.from(passages[n]?.begin ?? []);
    const endMs = Float64Array.from(passages[n]?.end ?? []);
    const sorted = endMs.map((end, k) => end - (beginMs[k] ?? 0)).sort();
    const bound = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
    const bounds = [bound(0.25), bound(0.5), bound(0.75)];
    const quarter = Uint8Array.from(
      endMs,
      (end, k) => bounds.filter((each) => end - (beginMs[k] ?? 0) > each).length,
    );
    return { from, to, beginMs, endMs, quarter };
  });
}
