import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { align } from '#mining/conformance/alignment';
import { conformance } from '#mining/conformance/conformance';
import { compileModel, modelOfFollowRules } from '#mining/conformance/normative-model';
import { logOf } from './random-log.js';

const model = modelOfFollowRules({
  starts: ['apply'],
  follows: { apply: ['check'], check: ['check', 'decide'], decide: ['issue', 'decline'] },
  ends: ['issue', 'decline'],
});
const logWith = (...traces: string[]) =>
  logOf(
    traces.flatMap((trace, c) =>
      trace.split(' ').map((activity, k) => ({ caseId: `c${c}`, activity, instantMs: k })),
    ),
  );

describe('conformance to the normative lifecycle', () => {
  test('every planted deviation is named, and no other', () => {
    const log = logWith(
      'apply check decide issue',
      'apply check check decide decline',
      'apply decide issue',
      'apply check decide issue issue',
      'check apply decide issue',
      'apply check pay decide issue',
      'apply check',
    );
    const found = conformance(log, model, (c) => c === 6);
    const named = (c: number) =>
      found.deviations
        .filter((each) => each.cases.includes(c))
        .map(({ kind, activity, after }) => `${kind} ${activity} after ${after ?? 'nothing'}`);
    expect(log.caseIds.map((_, c) => named(c))).toEqual([
      [],
      [],
      ['missing check after apply'],
      ['repeated issue after issue'],
      [expect.stringMatching(/^misplaced (check after nothing|apply after check)$/)],
      ['unexpected pay after check'],
      [],
    ]);
    expect(found.fitting).toBeCloseTo(3 / 7);
    const ended = conformance(log, model);
    expect(ended.variants.find((variant) => variant.cases.includes(6))?.distance).toBe(2);
  });

  test('the distance is the fewest insertions and deletions to any run of the model', () => {
    const activities = ['apply', 'check', 'decide', 'issue', 'decline', 'pay'];
    const compiled = compileModel(model, activities);
    const runs: number[][] = [];
    for (let checks = 1; checks < 9; checks++)
      for (const end of [3, 4]) runs.push([0, ...Array<number>(checks).fill(1), 2, end]);
    const distance = (a: readonly number[], b: readonly number[]): number => {
      let row = Array.from({ length: b.length + 1 }, (_, n) => n);
      a.forEach((x, i) => {
        const next = [i + 1];
        b.forEach((y, j) => {
          next.push(x === y ? (row[j] ?? 0) : 1 + Math.min(row[j + 1] ?? 0, next[j] ?? 0));
        });
        row = next;
      });
      return row[b.length] ?? NaN;
    };
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 8 }), (trace) => {
        expect(align(trace, compiled)?.length).toBe(
          Math.min(...runs.map((run) => distance(trace, run))),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('a model without an end fits nothing that has ended', () => {
    const endless = { initial: 'a', finals: [], moves: [{ from: 'a', activity: 'x', to: 'a' }] };
    const found = conformance(logWith('x x'), endless);
    expect(found.variants[0]?.distance).toBeUndefined();
    expect(conformance(logWith('x x'), endless, () => true).fitting).toBe(1);
  });
});
