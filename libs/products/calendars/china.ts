import chineseDays from 'chinese-days';
import {
  addDays,
  businessDate,
  civilDayOf,
  type BusinessDate,
} from '#domain/calendar/business-date';
import type { Calendar } from '#domain/calendar/working-days';
import { weekendsCalendar } from './weekends.js';

/**
 * Working days of mainland China: statutory holidays and adjusted working days (调休) as the State
 * Council publishes them for each year. For a year that is not published yet, and those before the
 * published ones, the days of 《全国年节及纪念日放假办法》(2024, art. 2) and the weekends are off, and
 * nothing is adjusted, because adjustments cannot be known.
 */
export const chinaCalendar: Calendar = {
  isWorkingDay: (date) => {
    const known = remembered.get(date);
    if (known !== undefined) return known;
    const works = isPublished(civilDayOf(date).year)
      ? chineseDays.isWorkday(date)
      : weekendsCalendar.isWorkingDay(date) && !statutoryDaysOff(civilDayOf(date).year).has(date);
    remembered.set(date, works);
    return works;
  },
};

const FIRST_PUBLISHED_YEAR = 2004;

const remembered = new Map<BusinessDate, boolean>();
const publishedByYear = new Map<number, boolean>();
const daysOffByYear = new Map<number, ReadonlySet<string>>();

/** A year is published when its National Day is in the table. */
function isPublished(year: number): boolean {
  if (year < FIRST_PUBLISHED_YEAR) return false;
  const known = publishedByYear.get(year);
  if (known !== undefined) return known;
  const published = chineseDays.getDayDetail(`${year}-10-01`).name.includes('国庆');
  publishedByYear.set(year, published);
  return published;
}

function statutoryDaysOff(year: number): ReadonlySet<string> {
  const known = daysOffByYear.get(year);
  if (known !== undefined) return known;
  const days = new Set([
    `${year}-01-01`,
    ...springFestival(year),
    chineseDays.getSolarTermDate(year, 4, 'pure_brightness'),
    `${year}-05-01`,
    `${year}-05-02`,
    lunarDay(year, 5, 5),
    lunarDay(year, 8, 15),
    `${year}-10-01`,
    `${year}-10-02`,
    `${year}-10-03`,
  ]);
  daysOffByYear.set(year, days);
  return days;
}

/** New Year's Eve to the third day of the first month. */
function springFestival(year: number): string[] {
  const newYear = businessDate(lunarDay(year, 1, 1));
  return [-1, 0, 1, 2].map((days) => addDays(newYear, days));
}

function lunarDay(year: number, month: number, day: number): string {
  return chineseDays.getSolarDateFromLunar(`${year}-${month}-${day}`).date;
}
