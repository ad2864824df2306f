import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, businessDate, daysBetween } from '#domain/calendar/business-date';
import { dayCounts, yearFraction } from '#domain/calendar/day-count';
import {
  deadlineAfter,
  deadlineAfterPause,
  lastDayOf,
  reminderBefore,
} from '#domain/calendar/period';
import { waitTimes } from '#domain/calendar/timetable';
import {
  addWorkingDays,
  everyDayWorks,
  rollConventions,
  rollDate,
  workingDaysBetween,
} from '#domain/calendar/working-days';
import { calendarNamed } from '#products/calendars/calendars';

const china = calendarNamed('china');
const weekends = calendarNamed('weekends');
const SHANGHAI = 'Asia/Shanghai';
const anyDay = fc
  .integer({ min: 0, max: 20_000 })
  .map((days) => addDays(businessDate('2004-01-01'), days));

describe('working days', () => {
  test.each([
    ['2026-02-14', true, 'a Saturday worked for the Spring Festival'],
    ['2026-02-16', false, 'a Monday of the Spring Festival'],
    ['2026-10-01', false, 'National Day'],
    ['2026-11-22', false, 'a plain Sunday'],
    ['2026-11-23', true, 'a plain Monday'],
    ['2033-10-03', false, 'National Day of a year not yet published'],
    ['2033-01-31', false, 'Spring Festival of a year not yet published'],
    ['2033-10-08', false, 'a Saturday that nobody has adjusted yet'],
    ['2033-10-10', true, 'a plain Monday of a year not yet published'],
  ])('in China %s works: %s (%s)', (date, works) => {
    expect(china.isWorkingDay(businessDate(date))).toBe(works);
  });

  test('working days skip the days off in both directions', () => {
    expect(addWorkingDays(businessDate('2026-09-30'), 1, china)).toBe('2026-10-08');
    expect(addWorkingDays(businessDate('2026-10-08'), -1, china)).toBe('2026-09-30');
    expect(addWorkingDays(businessDate('2026-10-03'), 0, china)).toBe('2026-10-03');
  });

  test('working days counted are working days added', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 40 }), (date, workingDays) => {
        const reached = addWorkingDays(date, workingDays, china);
        expect(workingDaysBetween(date, reached, china)).toBe(workingDays);
        expect(china.isWorkingDay(reached)).toBe(true);
      }),
    );
  });

  test.each([
    ['none', '2026-05-31'],
    ['following', '2026-06-01'],
    ['preceding', '2026-05-29'],
    ['modifiedFollowing', '2026-05-29'],
  ] as const)('Sunday 31 May 2026 rolls %s to %s', (convention, expected) => {
    expect(rollDate(businessDate('2026-05-31'), convention, weekends)).toBe(expected);
  });

  test('a rolled date works, and nothing moves where every day works', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...rollConventions), (date, convention) => {
        expect(rollDate(date, convention, everyDayWorks)).toBe(date);
        const rolled = rollDate(date, convention, china);
        expect(convention === 'none' || china.isWorkingDay(rolled)).toBe(true);
      }),
    );
  });
});

describe('deadlines', () => {
  test.each([
    [{ days: 5 }, '2026-11-02T16:00:00.000Z', '2026-11-09T16:00:00.000Z'],
    [{ days: 5 }, '2026-11-05T03:00:00.000Z', '2026-11-10T16:00:00.000Z'],
    [{ workingDays: 5 }, '2026-09-30T03:00:00.000Z', '2026-10-13T16:00:00.000Z'],
    [{ months: 1 }, '2026-01-31T03:00:00.000Z', '2026-02-28T16:00:00.000Z'],
  ])('%j from %s ends at 24:00 of its last working day: %s', (period, from, expected) => {
    expect(deadlineAfter(from, period, china, SHANGHAI)).toBe(expected);
  });

  test('a reminder falls at the start of a day before the last one', () => {
    const deadline = deadlineAfter('2026-11-02T03:00:00.000Z', { days: 10 }, china, SHANGHAI);
    expect(deadline).toBe('2026-11-12T16:00:00.000Z');
    expect(reminderBefore(deadline, { days: 3 }, china, SHANGHAI)).toBe('2026-11-08T16:00:00.000Z');
    expect(reminderBefore(deadline, { workingDays: 5 }, china, SHANGHAI)).toBe(
      '2026-11-04T16:00:00.000Z',
    );
  });

  test('a reminder that would come before the wait begins is none', () => {
    const rule = {
      deadline: { days: 2 },
      remindBefore: { days: 5 },
      onPassing: 'escalate',
    } as const;
    expect(waitTimes('2026-11-03T03:00:00.000Z', rule, china, SHANGHAI)).toEqual({
      deadline: '2026-11-05T16:00:00.000Z',
    });
  });

  test('a pause moves a deadline by the days that it lasted', () => {
    const pause = { from: '2026-11-04T01:00:00.000Z', to: '2026-11-10T09:00:00.000Z' };
    expect(deadlineAfterPause('2026-11-12T16:00:00.000Z', pause, everyDayWorks, SHANGHAI)).toBe(
      '2026-11-18T16:00:00.000Z',
    );
  });

  test('a deadline lies after its beginning and never on a day off', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (date, days) => {
        const last = lastDayOf(date, { days }, china);
        expect(daysBetween(date, last)).toBeGreaterThanOrEqual(days);
        expect(china.isWorkingDay(last)).toBe(true);
      }),
    );
  });
});

describe('day counts', () => {
  test.each([
    ['2026-01-31', '2026-02-28', '30/360', 28, 360],
    ['2026-01-30', '2026-03-31', '30/360', 60, 360],
    ['2026-02-28', '2026-03-31', '30/360', 33, 360],
    ['2026-01-31', '2026-02-28', 'act/360', 28, 360],
    ['2024-01-01', '2025-01-01', 'act/365', 366, 365],
  ] as const)('%s to %s by %s is %d / %d', (from, to, dayCount, days, yearDays) => {
    expect(yearFraction(businessDate(from), businessDate(to), dayCount)).toEqual({
      days,
      yearDays,
    });
  });

  test('a whole year of thirty-day months is a whole year', () => {
    fc.assert(
      fc.property(anyDay, (date) => {
        const later = businessDate(
          `${Number(date.slice(0, 4)) + 1}${date.slice(4).replace('02-29', '02-28')}`,
        );
        const expected = date.endsWith('02-29') ? 359 : 360;
        expect(yearFraction(date, later, '30/360').days).toBe(expected);
        for (const dayCount of dayCounts) {
          expect(yearFraction(date, date, dayCount).days).toBe(0);
        }
      }),
    );
  });
});
