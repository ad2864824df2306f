import { describe, expect, test } from '@jest/globals';
import { dottedChart } from '#mining/charts/dotted-chart';
import { performanceSpectrum } from '#mining/charts/performance-spectrum';
import { edgeDrift } from '#mining/drift/edge-drift';
import { pairActivityInstances } from '#mining/intervals/activity-instances';
import { measuredRemainingTime } from '#mining/prediction/remaining-time';
import { temporalDeviations, temporalProfile } from '#mining/profile/temporal-profile';
import { SeededRandom } from '#mining/simulation/random';
import { logOf } from './random-log.js';

const hour = 3_600_000;
/** Applications decided after about ten hours; from `slowFrom` on it takes twenty more, and every third is inspected. */
function applications(seed: number, slowFrom: number) {
  const random = new SeededRandom(seed);
  return logOf(
    Array.from({ length: 300 }, (_, c) => {
      const at = c * 5 * hour;
      const inspected = c % 3 === 0;
      const took = (5 + random.next() * 10 + (c >= slowFrom ? 20 : 0)) * hour;
      const event = (activity: string, instantMs: number) => ({
        caseId: `c${c}`,
        activity,
        instantMs,
      });
      return [
        event('apply', at),
        ...(inspected ? [event('inspect', at + hour)] : []),
        event('decide', at + took + (inspected ? 50 * hour : 0)),
        event('sign', at + took + (inspected ? 50 * hour : 0) + random.next() * hour),
      ];
    }).flat(),
  );
}

describe('analyses over time', () => {
  test('a planted change of an edge is dated, an unchanged edge is left alone', () => {
    const log = applications(1, 150);
    const found = edgeDrift(log);
    const named = found.map(({ from, to }) => [log.activities[from], log.activities[to]]);
    expect(named).toContainEqual(['apply', 'decide']);
    expect(named).not.toContainEqual(['decide', 'sign']);
    const direct = found.find(({ to }) => log.activities[to] === 'decide');
    expect(Math.abs((direct?.changedAtMs ?? 0) - 150 * 5 * hour)).toBeLessThan(150 * hour);
    expect(direct?.differenceS.difference).toBeGreaterThan(18 * 3600);
    expect(edgeDrift(applications(2, 1000))).toEqual([]);
  });

  test('remaining time is predicted better than by the mean, on cases not learnt from', () => {
    const found = measuredRemainingTime(applications(3, 1000), (c) => c >= 290);
    expect(found).toMatchObject({ trainedOn: 203, censored: 10 });
    expect(found.meanAbsoluteErrorS).toBeLessThan(found.naiveErrorS * 0.7);
  });

  test('the temporal profile is the mean over all later pairs, and only the outlier deviates', () => {
    const log = logOf([
      ...Array.from({ length: 50 }, (_, c) => [
        { caseId: `c${c}`, activity: 'apply', instantMs: 0 },
        { caseId: `c${c}`, activity: 'decide', instantMs: (10 + (c % 2)) * 1000 },
      ]).flat(),
    ]);
    const profile = temporalProfile(pairActivityInstances(log));
    expect(profile).toHaveLength(1);
    expect(profile[0]?.meanS).toBeCloseTo(10.5, 12);
    expect(profile[0]?.stdevS).toBeCloseTo(Math.sqrt(12.5 / 49), 12);
    const late = logOf([
      { caseId: 'fine', activity: 'apply', instantMs: 0 },
      { caseId: 'fine', activity: 'decide', instantMs: 12_000 },
      { caseId: 'late', activity: 'apply', instantMs: 0 },
      { caseId: 'late', activity: 'decide', instantMs: 20_000 },
    ]);
    const deviations = temporalDeviations(pairActivityInstances(late), profile);
    expect(deviations.map((each) => [each.caseIndex, each.tookS])).toEqual([[1, 20]]);
  });

  test('charts hold every event and every passage', () => {
    const log = applications(4, 1000);
    expect(dottedChart(log).instantMs.length).toBe(log.instantMs.length);
    expect(dottedChart(log, 100).instantMs.length).toBeLessThanOrEqual(130);
    const [apply, decide] = ['apply', 'decide'].map((name) => log.activities.indexOf(name));
    const [spectrum] = performanceSpectrum(log, [{ from: apply ?? -1, to: decide ?? -1 }]);
    expect(spectrum?.beginMs.length).toBe(200);
    const quarters = [0, 1, 2, 3].map((q) => spectrum?.quarter.filter((each) => each === q).length);
    expect(quarters).toEqual([50, 50, 50, 50]);
  });
});
