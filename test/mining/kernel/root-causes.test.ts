import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { attributeAt } from '#mining/log/attribute-column';
import { EventLogBuilder } from '#mining/log/event-log';
import { rootCauses } from '#mining/rootcause/root-causes';
import { holmAdjusted, normalCdf } from '#mining/statistics/inference';

/** A seeded generator (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Cases with many innocent attributes; officers of branch B are slow, and branch B mostly lends through bank 3. */
function planted(seed: number, delayHours: number) {
  const next = seeded(seed);
  const builder = new EventLogBuilder();
  const hours: number[] = [];
  for (let c = 0; c < 800; c++) {
    const branch = 'ABCD'[Math.floor(next() * 4)] ?? 'A';
    const bank = branch === 'B' && next() < 0.7 ? 'bank 3' : `bank ${Math.floor(next() * 4)}`;
    builder.describeCase(String(c), {
      branch,
      bank,
      officer: `officer ${Math.floor(next() * 12)}`,
      grade: 'xyz'[Math.floor(next() * 3)] ?? 'x',
      amount: Math.floor(next() * 1e6),
      urgent: next() < 0.3,
    });
    builder.add({ caseId: String(c), activity: 'decide', instantMs: c });
    hours.push(-Math.log(1 - next()) * 40 + (branch === 'B' ? delayHours : 0));
  }
  return { log: builder.build('planted'), outcome: Float64Array.from(hours) };
}

describe('root causes of delay', () => {
  test('a planted delay is ranked first among decoys, and what travels with it is not blamed', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { log, outcome } = planted(seed, 30);
      const causes = rootCauses(outcome, log.caseAttributes);
      expect(causes[0]).toMatchObject({ attribute: 'branch', value: 'B' });
      expect(causes[0]?.low).toBeLessThan(30);
      expect(causes[0]?.high).toBeGreaterThan(30);
      expect(causes.filter((cause) => cause.difference > 0 && cause.attribute === 'bank')).toEqual(
        [],
      );
    }
  });

  test('where nothing is planted hardly anything is found', () => {
    const found = Array.from({ length: 20 }, (_, seed) => {
      const { log, outcome } = planted(seed + 100, 0);
      return rootCauses(outcome, log.caseAttributes).length;
    });
    expect(found.filter((count) => count > 0).length).toBeLessThanOrEqual(2);
  });

  test('the reported difference is that of the plain means, without unknown outcomes', () => {
    const { log, outcome } = planted(7, 60);
    outcome[0] = NaN;
    const [cause] = rootCauses(outcome, log.caseAttributes);
    const branch = log.caseAttributes['branch'];
    const mean = (inside: boolean) => {
      const part = outcome.filter(
        (hours, c) =>
          !Number.isNaN(hours) && (branch && attributeAt(branch, c) === cause?.value) === inside,
      );
      return part.reduce((a, b) => a + b, 0) / part.length;
    };
    expect(cause?.difference).toBeCloseTo(mean(true) - mean(false), 9);
  });

  test('Holm never lowers a p-value nor changes their order', () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(p, { minLength: 1, maxLength: 20 }), (values) => {
        const adjusted = holmAdjusted(values);
        values.forEach((value, a) => {
          expect(adjusted[a]).toBeGreaterThanOrEqual(value);
          values.forEach((other, b) => {
            if (value < other) expect(adjusted[a]).toBeLessThanOrEqual(adjusted[b] ?? 0);
          });
        });
      }),
    );
    expect(normalCdf(1.959964)).toBeCloseTo(0.975, 6);
  });
});
