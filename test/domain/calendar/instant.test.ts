import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, businessDate, daysBetween } from '#domain/calendar/business-date';
import {
  businessDateOf,
  endOfDay,
  isTimeZone,
  lastDayBefore,
  noonOf,
  startOfDay,
} from '#domain/calendar/instant';

const days = daysBetween(businessDate('1970-01-01'), businessDate('2060-12-31'));
const anyDay = fc
  .integer({ min: 0, max: days })
  .map((number) => addDays(businessDate('1970-01-01'), number));
const anyZone = fc.constantFrom('Asia/Shanghai', 'America/New_York', 'America/Sao_Paulo', 'UTC');

describe('instants of business days', () => {
  test.each([
    ['2026-03-01', 'Asia/Shanghai', '2026-02-28T16:00:00.000Z'],
    // China kept summer time from 1986 to 1991.
    ['1988-07-01', 'Asia/Shanghai', '1988-06-30T15:00:00.000Z'],
    ['2026-01-15', 'America/New_York', '2026-01-15T05:00:00.000Z'],
    ['2026-07-15', 'America/New_York', '2026-07-15T04:00:00.000Z'],
    ['1974-01-10', 'America/New_York', '1974-01-10T04:00:00.000Z'],
    // Midnight of this day never was in São Paulo: the clock went from 24:00 to 01:00.
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
  ])('%s in %s starts at %s', (date, zone, expected) => {
    expect(startOfDay(businessDate(date), zone)).toBe(expected);
  });

  test('noon is twelve o’clock on the wall, also on the day the clock changes', () => {
    expect(noonOf(businessDate('2026-03-08'), 'America/New_York')).toBe('2026-03-08T16:00:00.000Z');
    expect(noonOf(businessDate('2026-11-01'), 'America/New_York')).toBe('2026-11-01T17:00:00.000Z');
  });

  test('start, noon and the last millisecond of a day lie on it, and its end is the next one’s start', () => {
    fc.assert(
      fc.property(anyDay, anyZone, (date, zone) => {
        expect(businessDateOf(startOfDay(date, zone), zone)).toBe(date);
        expect(businessDateOf(noonOf(date, zone), zone)).toBe(date);
        expect(endOfDay(date, zone)).toBe(startOfDay(addDays(date, 1), zone));
        expect(lastDayBefore(endOfDay(date, zone), zone)).toBe(date);
        expect(startOfDay(date, zone) < noonOf(date, zone)).toBe(true);
        expect(noonOf(date, zone) < endOfDay(date, zone)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('a time zone is one that the runtime knows', () => {
    expect(isTimeZone('Asia/Shanghai')).toBe(true);
    expect(isTimeZone('Asia/Atlantis')).toBe(false);
  });

  test('a text that is no instant is a bug', () => {
    expect(() => businessDateOf('yesterday', 'UTC')).toThrow(RangeError);
  });
});
