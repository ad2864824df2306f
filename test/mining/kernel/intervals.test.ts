import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { batches } from '#mining/batches/batches';
import { OFFICE_HOURS_UTC, type WorkingCalendar, WorkingTime } from '#mining/calendar/working-time';
import {
  countEndingBeforeStart,
  pairActivityInstances,
} from '#mining/intervals/activity-instances';
import { concurrency } from '#mining/intervals/concurrency';
import { cycleTimeS } from '#mining/intervals/cycle-time';
import { leadTimes } from '#mining/intervals/lead-times';
import { serviceTimes } from '#mining/intervals/service-times';
import { logOf } from './random-log.js';

const minute = 60_000;
const at = (minutes: number) => Date.UTC(2026, 0, 5) + minutes * minute;
const event = (lifecycle: string, minutes: number, activity = 'check', caseId = 'a') => ({
  caseId,
  activity,
  lifecycle,
  instantMs: at(minutes),
});

describe('executions of activities', () => {
  test('starts are paired with completions first in, first out, and strays are counted', () => {
    const instances = pairActivityInstances(
      logOf([
        event('start', 0),
        event('start', 10),
        event('complete', 15),
        event('complete', 40),
        event('complete', 50),
        event('start', 60, 'score'),
      ]),
    );
    expect(Array.from(instances.startMs)).toEqual([0, 10, 50].map(at));
    expect(Array.from(instances.completeMs)).toEqual([15, 40, 50].map(at));
    expect(instances.completeWithoutStart).toBe(1);
    expect(instances.startWithoutComplete).toBe(1);
  });

  test('executions that end before they start are told', () => {
    const instances = pairActivityInstances(
      logOf([
        { ...event('complete', 30), startMs: at(40) },
        { ...event('complete', 60, 'score'), startMs: at(60) },
      ]),
    );
    expect(countEndingBeforeStart(instances)).toBe(1);
  });

  test('suspended time is told apart from the service time that holds it', () => {
    const instances = pairActivityInstances(
      logOf([
        event('schedule', 0),
        event('start', 5),
        event('suspend', 10),
        event('resume', 30),
        event('suspend', 40),
        event('complete', 45),
      ]),
    );
    expect(serviceTimes(instances)[0]).toMatchObject({ count: 1, sumS: 2400, suspendedS: 1500 });
    expect(Array.from(instances.scheduledMs)).toEqual([at(0)]);
  });

  test('lead time is touch time and waiting, and overlapping work is touched once', () => {
    const instances = pairActivityInstances(
      logOf([
        { ...event('complete', 30), startMs: at(0) },
        { ...event('complete', 40, 'score'), startMs: at(20) },
        { ...event('complete', 100, 'decide'), startMs: at(90) },
      ]),
    );
    expect(leadTimes(instances)).toMatchObject({
      lead: { sumS: 6000 },
      touch: { sumS: 3000 },
      waiting: { sumS: 3000 },
      efficiency: 0.5,
    });
  });

  test("cases in progress obey Little's law, and cycle time can count its last stretch", () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 200 }));
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 30 }), (spans) => {
        const instances = pairActivityInstances(
          logOf(
            spans.map(([from, length], c) => ({
              ...event('complete', from + length, 'check', `c${c}`),
              startMs: at(from),
            })),
          ),
        );
        const found = concurrency(instances);
        expect(found?.littlesRatio).toBeCloseTo(1, 9);
        const overlap = ([from, length]: [number, number]) =>
          spans.filter(([other, long]) => other <= from + length && from <= other + long).length;
        expect(Array.from(found?.overlaps ?? [])).toEqual(spans.map(overlap));
        const busy = new Set(
          spans.flatMap(([from, length]) => Array.from({ length }, (_, k) => from + k)),
        );
        expect(cycleTimeS(instances, { includingLast: true })).toBeCloseTo(
          (busy.size * 60) / spans.length,
        );
      }),
    );
  });

  test('work of one officer within a quarter of an hour is one batch', () => {
    const work = (from: number, to: number, caseId: string) => ({
      ...event('complete', to, 'sign', caseId),
      startMs: at(from),
      resource: 'Wang',
    });
    const found = batches(
      pairActivityInstances(
        logOf([
          work(0, 5, 'a'),
          work(5, 9, 'b'),
          work(60, 61, 'c'),
          work(90, 95, 'd'),
          work(90, 95, 'e'),
        ]),
      ),
    );
    expect(found.length).toBe(1);
    expect(found[0]?.batches.map((batch) => [batch.kind, batch.members.length])).toEqual([
      ['Sequential batching', 2],
      ['Simultaneous', 2],
    ]);
  });
});

describe('working time', () => {
  const calendar: WorkingCalendar = {
    ...OFFICE_HOURS_UTC,
    week: [
      [
        [540, 720],
        [780, 1080],
      ],
      ...OFFICE_HOURS_UTC.week.slice(1),
    ] as unknown as WorkingCalendar['week'],
    exceptions: { '2026-01-06': [], '2026-01-10': [[600, 660]] },
    utcOffsetMinutes: 480,
  };
  const working = new WorkingTime(calendar);
  const instant = fc.integer({ min: at(-30_000), max: at(30_000) });

  test('equals counting every minute', () => {
    const minutes = fc.integer({ min: -20_000, max: 20_000 });
    fc.assert(
      fc.property(minutes, fc.integer({ min: 0, max: 12_000 }), (from, length) => {
        let counted = 0;
        for (let k = from; k < from + length; k++) if (working.isWorking(at(k))) counted++;
        expect(working.betweenMs(at(from), at(from + length))).toBe(counted * minute);
      }),
      { numRuns: 60 },
    );
  });

  test('adds up over any instant in between, and finds the instant when work is done', () => {
    fc.assert(
      fc.property(instant, instant, instant, (...three) => {
        const [a, b, c] = three.sort((x, y) => x - y);
        expect(working.betweenMs(a, b) + working.betweenMs(b, c)).toBe(working.betweenMs(a, c));
        const work = working.betweenMs(a, c);
        const done = working.instantAfter(a, work) ?? NaN;
        expect(working.betweenMs(a, done)).toBe(work);
        if (work > 0) expect(done).toBeLessThanOrEqual(c);
      }),
    );
  });
});
