import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OFFICE_HOURS_UTC, WorkingTime } from '#mining/calendar/working-time';
import { waitingCauses } from '#mining/causes/waiting-causes';
import { pairActivityInstances } from '#mining/intervals/activity-instances';
import { logOf } from './random-log.js';

const hour = 3_600_000;
// A Monday at 08:00 UTC.
const monday = Date.UTC(2026, 0, 5, 8);
const work = (caseId: string, activity: string, from: number, to: number, resource: string) => ({
  caseId,
  activity,
  resource,
  startMs: monday + from * hour,
  instantMs: monday + to * hour,
});
const office = new WorkingTime(OFFICE_HOURS_UTC);
const waitsTo = (activity: string, events: Parameters<typeof logOf>[0]) => {
  const log = logOf(events);
  const found = waitingCauses(pairActivityInstances(log), () => office).find(
    (wait) => wait.to === log.activities.indexOf(activity),
  );
  const {
    batchingS = 0,
    contentionS = 0,
    prioritisationS = 0,
    unavailabilityS = 0,
    extraneousS = 0,
  } = found ?? {};
  return [batchingS, contentionS, prioritisationS, unavailabilityS, extraneousS].map(
    (s) => s / 3600,
  );
};

describe('causes of waiting', () => {
  test('an officer at work on an earlier case is contention, on a later one prioritisation', () => {
    const events = [
      work('other', 'apply', -3, -2, 'desk'),
      work('other', 'review', 0, 2, 'Wang'),
      work('a', 'apply', 0, 1, 'desk'),
      work('later', 'apply', 0, 1.5, 'desk'),
      work('later', 'inspect', 2, 5, 'Wang'),
      work('a', 'decide', 5, 6, 'Wang'),
    ];
    expect(waitsTo('decide', events)).toEqual([0, 1, 3, 0, 0]);
  });

  test('a night is unavailability, an idle hour of the day is extraneous', () => {
    const events = [work('a', 'apply', 0, 8, 'desk'), work('a', 'decide', 24, 25, 'Wang')];
    expect(waitsTo('decide', events)).toEqual([0, 0, 0, 14, 2]);
  });

  test('letters held back until the batch is complete wait for batching', () => {
    const events = [1, 2, 3].flatMap((n) => [
      work(`c${n}`, 'apply', 0, n, 'desk'),
      work(`c${n}`, 'sign', 4, 4.5, 'Wang'),
    ]);
    expect(waitsTo('sign', events)).toEqual([3, 0, 0, 0, 3]);
  });

  test('the five causes add up to the wait on any log', () => {
    const event = fc.record({
      caseId: fc.constantFrom('a', 'b', 'c', 'd'),
      activity: fc.constantFrom('apply', 'check', 'sign'),
      resource: fc.option(fc.constantFrom('Wang', 'Li'), { nil: undefined }),
      from: fc.integer({ min: 0, max: 200 }),
      length: fc.integer({ min: 0, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 25 }), (rows) => {
        const log = logOf(
          rows.map(({ from, length, ...rest }) => ({
            ...rest,
            startMs: monday + from * hour,
            instantMs: monday + (from + length) * hour,
          })),
        );
        for (const wait of waitingCauses(pairActivityInstances(log), () => office)) {
          const { batchingS, contentionS, prioritisationS, unavailabilityS, extraneousS } = wait;
          const parts = [batchingS, contentionS, prioritisationS, unavailabilityS, extraneousS];
          expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
          expect(parts.reduce((a, b) => a + b, 0)).toBeCloseTo(wait.waitS, 6);
        }
      }),
      { numRuns: 100 },
    );
  });
});
