import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { answers, type EdgeAnswer } from '#mining/answers/answers';
import { performanceDfg } from '#mining/dfg/performance-dfg';
import { summariseDurations } from '#mining/statistics/duration-statistics';
import { logOf, micros, randomEvents, tracesOf } from './random-log.js';
import { byPair, differences } from './same-answers.js';

/** pm4py's definitions written the slowest and plainest way, in seconds. */
function plainStatistics(values: readonly number[]): EdgeAnswer {
  const sorted = [...values].sort((a, b) => a - b);
  const sum = sorted.reduce((a, b) => a + b, 0);
  const mean = sum / sorted.length;
  const percentile = (share: number): number => {
    const position = share * (sorted.length - 1);
    const low = sorted[Math.floor(position)] ?? NaN;
    return low + (position % 1) * ((sorted[Math.ceil(position)] ?? NaN) - low);
  };
  const squares = sorted.reduce((a, b) => a + (b - mean) ** 2, 0);
  return {
    mean,
    median: percentile(0.5),
    max: Math.max(...sorted.slice(-1)),
    min: Math.min(...sorted.slice(0, 1)),
    sum,
    stdev: sorted.length > 1 ? Math.sqrt(squares / (sorted.length - 1)) : null,
    p50: percentile(0.5),
    p90: percentile(0.9),
    p95: percentile(0.95),
    p99: percentile(0.99),
  };
}

const tally = (keys: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
};

describe('on random logs the kernel agrees with a brute-force model', () => {
  test('edges, variants, ends, rework, handovers and durations', () => {
    fc.assert(
      fc.property(randomEvents, (events) => {
        const actual = answers(logOf(events));
        const traces = tracesOf(events);
        const edges = new Map<string, number[]>();
        const handovers: string[] = [];
        for (const trace of traces)
          trace.slice(1).forEach((event, k) => {
            const before = trace[k] ?? event;
            const pair = JSON.stringify([before.activity, event.activity]);
            const seconds = (micros(event.instantMs) - micros(before.instantMs)) / 1e6;
            edges.set(pair, [...(edges.get(pair) ?? []), seconds]);
            handovers.push(JSON.stringify([before.resource ?? 'None', event.resource ?? 'None']));
          });
        const dfg = Object.fromEntries(
          [...edges].map(([pair, values]) => [pair, [values.length, plainStatistics(values)]]),
        );
        expect(Object.keys(byPair(actual.dfg)).sort()).toEqual(Object.keys(dfg).sort());
        expect(differences(byPair(actual.dfg), dfg)).toEqual([]);

        const variants = tally(traces.map((trace) => trace.map((e) => e.activity).join('→')));
        expect(actual.variants).toBe(Object.keys(variants).length);
        for (const [activities, count] of actual.top_variants)
          expect(variants[activities.join('→')]).toBe(count);
        expect(actual.start_activities).toEqual(tally(traces.map((t) => t[0]?.activity ?? '')));
        expect(actual.end_activities).toEqual(tally(traces.map((t) => t.at(-1)?.activity ?? '')));
        const repeated = traces.flatMap((trace) =>
          Object.entries(tally(trace.map((e) => e.activity)))
            .filter(([, times]) => times > 1)
            .map(([activity]) => activity),
        );
        expect(actual.rework_cases).toEqual(tally(repeated));
        const pairs = tally(handovers);
        expect(actual.handover_top.length).toBe(Math.min(20, Object.keys(pairs).length));
        for (const [from, to, share] of actual.handover_top)
          expect(share).toBeCloseTo((pairs[JSON.stringify([from, to])] ?? 0) / handovers.length);

        const durations = traces.map(
          (trace) =>
            (micros(trace.at(-1)?.instantMs ?? 0) - micros(trace[0]?.instantMs ?? 0)) / 1e6,
        );
        const { mean, median, p90, p95, p99, max, sum } = plainStatistics(durations);
        expect(
          differences(actual.case_duration_s, {
            mean,
            median_interp: median,
            p90,
            p95,
            p99,
            max,
            sum,
          }),
        ).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('a graph of selected cases is the graph of a log of those cases', () => {
    fc.assert(
      fc.property(randomEvents, (events) => {
        const log = logOf(events);
        const chosen = log.caseIds.filter((_, c) => c % 2 === 0);
        const part = logOf(events.filter((event) => chosen.includes(event.caseId)));
        const named = (of: typeof log, edges: ReturnType<typeof performanceDfg>) =>
          Object.fromEntries(
            edges.map(({ from, to, ...rest }) => [
              `${of.activities[from] ?? ''}→${of.activities[to] ?? ''}`,
              rest,
            ]),
          );
        const selection = Uint32Array.from(log.caseIds.keys()).filter((c) => c % 2 === 0);
        expect(named(log, performanceDfg(log, selection))).toEqual(
          named(part, performanceDfg(part)),
        );
      }),
    );
  });

  test('counting into bins finds what sorting finds, whatever the spread', () => {
    const value = fc.oneof(
      fc.constantFrom(0, 1, 1000, 86_400_000),
      fc.integer({ min: 0, max: 2 ** 40 }),
      fc.integer({ min: 0, max: 2 ** 50 }).map((microseconds) => microseconds / 1000),
    );
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 3000, max: 5000 }),
        fc.boolean(),
        (seeds, length, negative) => {
          const values = Array.from({ length }, (_, k) => {
            const seed = seeds[k % seeds.length] ?? 0;
            return k % 7 === 0 ? seed : Math.abs(seed) * ((k % 13) / 13);
          });
          if (negative) values[5] = -3;
          const { sumS, meanS, minS, maxS, stdevS, p50S, p90S, p95S, p99S, count } =
            summariseDurations(Float64Array.from(values)) ?? ({} as never);
          const plain = plainStatistics(values.map((each) => each / 1000));
          expect(count).toBe(length);
          const found = { mean: meanS, median: p50S, max: maxS, min: minS, sum: sumS };
          expect(
            differences(
              { ...found, p50: p50S, p90: p90S, p95: p95S, p99: p99S },
              { ...plain, stdev: undefined },
            ),
          ).toEqual([]);
          expect(Math.abs((stdevS ?? 0) - (plain.stdev ?? 0))).toBeLessThanOrEqual(
            1e-9 * Math.max(plain.stdev ?? 0, plain.mean * 1e-6),
          );
        },
      ),
    );
  });

  test('thousands of activities are counted the same way as a few', () => {
    const events = Array.from({ length: 6000 }, (_, k) => ({
      caseId: `c${k % 7}`,
      activity: `a${(k * k) % 2999}`,
      instantMs: k * 1000,
    }));
    const log = logOf(events);
    expect(log.activities.length ** 2).toBeLessThan(2 ** 22);
    const few = performanceDfg(log);
    const padded = {
      ...log,
      activities: [...log.activities, ...Array<string>(5000).fill('unused')],
    };
    expect(performanceDfg(padded)).toEqual(few);
  });
});
