import { civilDayOf, daysBetween, type BusinessDate } from './business-date.js';

/** How days and the year are counted for interest: 30/360 (bond basis), actual/360, actual/365 fixed. */
export const dayCounts = ['30/360', 'act/360', 'act/365'] as const;
export type DayCount = (typeof dayCounts)[number];

/** A year's fraction in whole numbers, so that interest stays exact until its one rounding. */
export interface YearFraction {
  readonly days: number;
  readonly yearDays: number;
}

/** The part of a year from one date to another (2006 ISDA Definitions 4.16 d, e, f). */
export function yearFraction(
  from: BusinessDate,
  to: BusinessDate,
  dayCount: DayCount,
): YearFraction {
  switch (dayCount) {
    case '30/360':
      return { days: thirtyDayMonthsBetween(from, to), yearDays: 360 };
    case 'act/360':
      return { days: daysBetween(from, to), yearDays: 360 };
    case 'act/365':
      return { days: daysBetween(from, to), yearDays: 365 };
  }
}

/** Every month has thirty days: a 31st counts as a 30th, at the end only after a 30th or 31st. */
function thirtyDayMonthsBetween(from: BusinessDate, to: BusinessDate): number {
  const start = civilDayOf(from);
  const end = civilDayOf(to);
  const startDay = Math.min(start.day, 30);
  const endDay = end.day === 31 && startDay === 30 ? 30 : end.day;
  return (end.year - start.year) * 360 + (end.month - start.month) * 30 + (endDay - startDay);
}
