declare const businessDateBrand: unique symbol;

/**
 * A day of the guarantor's books, `YYYY-MM-DD`, in the pack's time zone. Distinct from an instant:
 * it has no hour and no zone. A plain string on the wire, so two of them sort as text.
 */
export type BusinessDate = string & { readonly [businessDateBrand]: 'BusinessDate' };

interface CivilDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const SHAPE = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

/** The years in which a day of the business can be meant: 1900 to 2199. Any other is a slip, as 9999-12-31 is. */
export const plausibleYear = /^(19|20|21)\d\d-/;

/** Is this text a day that exists (so not 2026-02-30)? */
export function isBusinessDate(text: string): text is BusinessDate {
  if (!SHAPE.test(text)) return false;
  const { year, month, day } = civilDayOf(text);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Reads a day; throws a `RangeError` for a text that is none, because that is a bug of the caller. */
export function businessDate(text: string): BusinessDate {
  if (!isBusinessDate(text)) throw new RangeError(`${text} is not a business date (YYYY-MM-DD)`);
  return text;
}

/** The day `days` later, earlier when negative. */
export function addDays(date: BusinessDate, days: number): BusinessDate {
  return fromDayNumber(dayNumber(date) + days);
}

/**
 * The same day `months` later, clipped to the month's end: 31 January and one month is 28 or 29
 * February (民法典 202: a period in months ends on the corresponding day, else on the month's last day).
 */
export function addMonths(date: BusinessDate, months: number): BusinessDate {
  const { year, month, day } = civilDayOf(date);
  const index = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(index / 12);
  const targetMonth = index - targetYear * 12 + 1;
  return written(targetYear, targetMonth, Math.min(day, daysInMonth(targetYear, targetMonth)));
}

/**
 * The days `everyMonths`, twice, … `count` times as far from `start`: each counted from the start, so
 * that a clipped month's end does not stick (31 January, 28 February, 31 March).
 */
export function monthlyDates(
  start: BusinessDate,
  everyMonths: number,
  count: number,
): BusinessDate[] {
  return Array.from({ length: count }, (_, index) => addMonths(start, everyMonths * (index + 1)));
}

/** Calendar days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: BusinessDate, to: BusinessDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** Negative, zero or positive as `left` lies before, on or after `right`. */
export function compareDates(left: BusinessDate, right: BusinessDate): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** The earlier of two days. */
export function earlierOf(left: BusinessDate, right: BusinessDate): BusinessDate {
  return left <= right ? left : right;
}

/** The later of two days. */
export function laterOf(left: BusinessDate, right: BusinessDate): BusinessDate {
  return left >= right ? left : right;
}

/** The last day of the month in which `date` lies. */
export function monthEnd(date: BusinessDate): BusinessDate {
  const { year, month } = civilDayOf(date);
  return written(year, month, daysInMonth(year, month));
}

/** Is `date` the last day of its month? */
export function isMonthEnd(date: BusinessDate): boolean {
  return date === monthEnd(date);
}

/** 0 = Sunday … 6 = Saturday. */
export function weekday(date: BusinessDate): number {
  const fromThursday = (dayNumber(date) + 4) % 7;
  return fromThursday < 0 ? fromThursday + 7 : fromThursday;
}

/** Year, month (1–12) and day of a date. */
export function civilDayOf(date: string): CivilDay {
  return {
    year: Number(date.slice(0, 4)),
    month: Number(date.slice(5, 7)),
    day: Number(date.slice(8, 10)),
  };
}

/** Days since 1970-01-01, negative before it. */
export function dayNumber(date: BusinessDate): number {
  return Date.parse(`${date}T00:00:00.000Z`) / DAY_MS;
}

function fromDayNumber(days: number): BusinessDate {
  return businessDate(new Date(days * DAY_MS).toISOString().slice(0, 10));
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function written(year: number, month: number, day: number): BusinessDate {
  const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return businessDate(text);
}

function two(part: number): string {
  return part < 10 ? `0${part}` : String(part);
}
