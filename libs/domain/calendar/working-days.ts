import { addDays, civilDayOf, compareDates, type BusinessDate } from './business-date.js';

/** Which days count as working days; packs name one of libs/products/calendars. */
export interface Calendar {
  isWorkingDay(date: BusinessDate): boolean;
}

/** What becomes of a date that falls on a day off. */
export const rollConventions = ['none', 'following', 'modifiedFollowing', 'preceding'] as const;
export type RollConvention = (typeof rollConventions)[number];

/** Every day works: the calendar of a pack that shifts nothing. */
export const everyDayWorks: Calendar = { isWorkingDay: () => true };

/** Longer than any run of days off: a calendar in which nobody ever works is a bug. */
const DAYS_OFF_IN_A_ROW_MAX = 60;

/** The `workingDays`-th working day after `date` (before it when negative); `date` itself when 0. */
export function addWorkingDays(
  date: BusinessDate,
  workingDays: number,
  calendar: Calendar,
): BusinessDate {
  const step = workingDays < 0 ? -1 : 1;
  let reached = date;
  for (let left = Math.abs(workingDays); left > 0; left -= 1) {
    reached = nextWorkingDay(addDays(reached, step), step, calendar);
  }
  return reached;
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export function workingDaysBetween(
  from: BusinessDate,
  to: BusinessDate,
  calendar: Calendar,
): number {
  let count = 0;
  for (let date = addDays(from, 1); compareDates(date, to) <= 0; date = addDays(date, 1)) {
    if (calendar.isWorkingDay(date)) count += 1;
  }
  return count;
}

/** Moves a date off a day off, as the convention says (ISDA names). */
export function rollDate(
  date: BusinessDate,
  convention: RollConvention,
  calendar: Calendar,
): BusinessDate {
  switch (convention) {
    case 'none':
      return date;
    case 'following':
      return nextWorkingDay(date, 1, calendar);
    case 'preceding':
      return nextWorkingDay(date, -1, calendar);
    case 'modifiedFollowing': {
      const following = nextWorkingDay(date, 1, calendar);
      return sameMonth(following, date) ? following : nextWorkingDay(date, -1, calendar);
    }
  }
}

function nextWorkingDay(date: BusinessDate, step: 1 | -1, calendar: Calendar): BusinessDate {
  let reached = date;
  for (let tries = 0; tries < DAYS_OFF_IN_A_ROW_MAX; tries += 1) {
    if (calendar.isWorkingDay(reached)) return reached;
    reached = addDays(reached, step);
  }
  throw new RangeError(`the calendar has no working day near ${date}`);
}

function sameMonth(left: BusinessDate, right: BusinessDate): boolean {
  const a = civilDayOf(left);
  const b = civilDayOf(right);
  return a.year === b.year && a.month === b.month;
}
