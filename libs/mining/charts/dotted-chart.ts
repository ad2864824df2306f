import type { EventLog } from '../log/event-log.js';

/** One dot per event: `case` is its place from the top, first begun first. Columns of equal length. */
export interface DottedChart {
  readonly caseRow: Uint32Array;
  readonly instantMs: Float64Array;
  readonly activity: Uint32Array;
}

/** The log as dots over time; where there are more events than `most`, every n-th case is drawn. */
export function dottedChart(log: EventLog, most = 50_000): DottedChart {
  const start = (c: number): number => log.instantMs[log.caseOffsets[c] ?? 0] ?? 0;
  const step = Math.max(1, Math.ceil(log.instantMs.length / most));
  const cases = Uint32Array.from(log.caseOffsets.subarray(1).keys())
    .sort((a, b) => start(a) - start(b) || a - b)
    .filter((_, row) => row % step === 0);
  const events = Array.from(cases).flatMap((c, row) =>
    Array.from(log.instantMs.subarray(log.caseOffsets[c], log.caseOffsets[c + 1]), (_, n) => ({
      row,
      k: (log.caseOffsets[c] ?? 0) + n,
    })),
  );
  return {
    caseRow: Uint32Array.from(events, ({ row }) => row),
    instantMs: Float64Array.from(events, ({ k }) => log.instantMs[k] ?? 0),
    activity: Uint32Array.from(events, ({ k }) => log.activity[k] ?? 0),
  };
}
