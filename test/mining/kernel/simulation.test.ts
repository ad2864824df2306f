import { describe, expect, test } from '@jest/globals';
import { OFFICE_HOURS_UTC, WorkingTime } from '#mining/calendar/working-time';
import { pairActivityInstances } from '#mining/intervals/activity-instances';
import { leadTimes } from '#mining/intervals/lead-times';
import { type Change, withChange } from '#mining/simulation/changes';
import { calibrate, type ProcessModel } from '#mining/simulation/process-model';
import { SeededRandom } from '#mining/simulation/random';
import { simulate } from '#mining/simulation/simulate';
import { backTest } from '#mining/simulation/back-test';
import { proposals } from '#mining/simulation/what-if';

const office = new WorkingTime(OFFICE_HOURS_UTC);
const minute = 60_000;
const exponential = (seed: number, meanMinutes: number) => {
  const random = new SeededRandom(seed);
  return Float64Array.from(
    { length: 500 },
    () => -Math.log(1 - random.next()) * meanMinutes * minute,
  );
};

/** The true process: two reviewers share check and inspect, one approver is nearly always busy. */
function truth(seed: number, working: boolean): ProcessModel {
  const random = new SeededRandom(seed);
  let atMs = Date.UTC(2026, 0, 5, 8);
  const arrivalsMs = Float64Array.from({ length: 400 }, () => {
    atMs += -Math.log(1 - random.next()) * 33 * minute;
    if (working) atMs = office.nextWorkingInstant(atMs) ?? atMs;
    return atMs;
  });
  const [check, inspect, approve] = [0, 1, 2];
  const route = (before: number, last: number, next: number[]): [number, number[]] => [
    (before + 1) * 4 + last + 1,
    next,
  ];
  return {
    activities: ['check', 'inspect', 'approve'],
    resources: ['Wang', 'Li', 'Zhao'],
    arrivalsMs,
    routing: new Map([
      route(-1, -1, [check]),
      route(-1, check, [inspect, inspect, approve]),
      route(check, inspect, [approve]),
      route(check, approve, [-1]),
      route(inspect, approve, [-1]),
    ]),
    serviceMs: [exponential(seed + 1, 25), exponential(seed + 2, 20), exponential(seed + 3, 24)],
    delayMs: [0, 0, 0].map(() => Float64Array.of(0)),
    performers: [[0, 1], [0, 1], [2]],
    workingOf: () => (working ? office : undefined),
    queueOrder: 'firstReady',
    bypass: new Map(),
    parallel: new Map(),
  };
}
const meanLeadS = (model: ProcessModel, seeds: number[]) =>
  seeds
    .map((seed) => leadTimes(pairActivityInstances(simulate(model, seed)))?.lead.meanS ?? NaN)
    .reduce((a, b) => a + b, 0) / seeds.length;

describe('the simulation', () => {
  test('gives the same log for the same seed, and another for another', () => {
    const model = truth(1, true);
    expect(simulate(model, 5).instantMs).toEqual(simulate(model, 5).instantMs);
    expect(simulate(model, 6).instantMs).not.toEqual(simulate(model, 5).instantMs);
  });

  test('a single queue waits as the theory of M/G/1 says', () => {
    const one = new SeededRandom(3);
    let atMs = 0;
    const model: ProcessModel = {
      ...truth(1, false),
      activities: ['apply', 'serve'],
      arrivalsMs: Float64Array.from(
        { length: 20_000 },
        () => (atMs += -Math.log(1 - one.next()) * 20 * minute),
      ),
      routing: new Map([
        [0, [0]],
        [1, [1]],
        [1 * 3 + 2, [-1]],
      ]),
      serviceMs: [Float64Array.of(0), exponential(9, 10)],
      delayMs: [Float64Array.of(0), Float64Array.of(0)],
      performers: [[], [0]],
    };
    const service =
      (model.serviceMs[1] ?? new Float64Array()).reduce((a, b) => a + b, 0) / 500 / 1000;
    const squares =
      (model.serviceMs[1] ?? new Float64Array()).reduce((a, b) => a + (b / 1000) ** 2, 0) / 500;
    const rate = 1 / 1200;
    // Pollaczek–Khinchine, with the moments of the values that service times are drawn from.
    const expected = service + (rate * squares) / (2 * (1 - rate * service));
    const found = meanLeadS(model, [1]) / expected;
    expect(found).toBeGreaterThan(0.93);
    expect(found).toBeLessThan(1.07);
  });

  test.each([false, true])(
    'calibrated on one log it comes near many (working hours: %s)',
    (working) => {
      const real = truth(4, working);
      const found = backTest(
        pairActivityInstances(simulate(real, 1)),
        working ? () => office : undefined,
        6,
      );
      // One log of a busy process is a draw with a wide spread: the process itself is what the simulation must meet.
      const shown = meanLeadS(real, [1, 2, 3, 4, 5, 6]);
      expect(Math.abs((found?.simulatedMeanS.mean ?? 0) - shown) / shown).toBeLessThan(0.2);
      const error = Math.abs((found?.simulatedMeanS.mean ?? 0) - (found?.observedMeanS ?? 0));
      expect(found?.relativeError).toBeCloseTo(error / (found?.observedMeanS ?? 1), 9);
    },
  );

  test('predicts what a second log shows with the change applied, and ranks the bottleneck first', () => {
    const real = truth(4, false);
    const model = calibrate(pairActivityInstances(simulate(real, 1)));
    const changes: Change[] = [
      { kind: 'addResource', activity: 'check', count: 1 },
      { kind: 'addResource', activity: 'approve', count: 1 },
      { kind: 'scaleWork', activity: 'inspect', factor: 0.9 },
      { kind: 'automate', activity: 'approve', share: 0.4 },
      { kind: 'parallelise', first: 'check', second: 'inspect' },
    ];
    const found = proposals(model, changes, 6);
    expect(['addResource', 'automate']).toContain(found[0]?.change.kind);
    expect(found[0]?.change).toMatchObject({ activity: 'approve' });
    for (const { change, afterS } of found) {
      const shown = meanLeadS(withChange(real, change), [11, 12, 13, 14, 15, 16]);
      expect(Math.abs(afterS.mean - shown) / shown).toBeLessThan(0.25);
    }
    expect(() => withChange(model, { kind: 'scaleWork', activity: 'x', factor: 1 })).toThrow(
      RangeError,
    );
  });

  test('more cases wait longer, and half as many are half as many', () => {
    const model = truth(2, false);
    const busier = withChange(model, { kind: 'scaleArrivals', factor: 1.2 });
    expect(busier.arrivalsMs.length).toBe(480);
    expect(meanLeadS(busier, [1, 2, 3])).toBeGreaterThan(meanLeadS(model, [1, 2, 3]));
    expect(withChange(model, { kind: 'scaleArrivals', factor: 0.5 }).arrivalsMs.length).toBe(200);
  });
});
