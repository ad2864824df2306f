import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  businessDate,
  compareDates,
  daysBetween,
  isBusinessDate,
  monthEnd,
  monthlyDates,
  weekday,
} from '#domain/calendar/business-date';

const anyDay = fc
  .integer({ min: 0, max: daysBetween(businessDate('1970-01-01'), businessDate('2060-12-31')) })
  .map((days) => addDays(businessDate('1970-01-01'), days));

describe('business dates', () => {
  test.each(['2026-02-30', '2026-13-01', '2026-00-10', '2026-1-1', '26-01-01', '2025-02-29', ''])(
    '%p is no business date',
    (text) => {
      expect(isBusinessDate(text)).toBe(false);
      expect(() => businessDate(text)).toThrow(RangeError);
    },
  );

  test.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -13, '2024-12-15'],
    ['1970-09-09', 216, '1988-09-09'],
  ])('%s and %d months is %s', (date, months, expected) => {
    expect(addMonths(businessDate(date), months)).toBe(expected);
  });

  test('a clipped month end does not stick to the dates after it', () => {
    expect(monthlyDates(businessDate('2026-01-31'), 1, 3)).toEqual([
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
    ]);
  });

  test('the weekday is that of the calendar', () => {
    expect(weekday(businessDate('2026-11-22'))).toBe(0);
    expect(weekday(businessDate('1969-12-31'))).toBe(3);
  });

  test('days added are days between, and later dates compare greater', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -20_000, max: 20_000 }), (date, days) => {
        const moved = addDays(date, days);
        expect(daysBetween(date, moved)).toBe(days);
        expect(Math.sign(compareDates(moved, date))).toBe(Math.sign(days));
      }),
    );
  });

  test('months added reach the month meant, on the same day or on its last one', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -240, max: 240 }), (date, months) => {
        const moved = addMonths(date, months);
        const monthsApart =
          (Number(moved.slice(0, 4)) - Number(date.slice(0, 4))) * 12 +
          (Number(moved.slice(5, 7)) - Number(date.slice(5, 7)));
        expect(monthsApart).toBe(months);
        expect(moved.slice(8) === date.slice(8) || moved === monthEnd(moved)).toBe(true);
      }),
    );
  });
});
