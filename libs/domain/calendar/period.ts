import { addDays, addMonths, daysBetween, type BusinessDate } from './business-date.js';
import { businessDateOf, endOfDay, lastDayBefore, startOfDay, type Instant } from './instant.js';
import { addWorkingDays, rollDate, type Calendar } from './working-days.js';

/** A length of time in a timetable: calendar days, working days or months. */
export type Period =
  { readonly days: number } | { readonly workingDays: number } | { readonly months: number };

/**
 * The last day of a period that begins on `date`. The first day is not counted (民法典 201); a month
 * ends on the corresponding day (202); a last day that is a day off moves to the next working day
 * (203), which a calendar in which every day works never does.
 */
export function lastDayOf(date: BusinessDate, period: Period, calendar: Calendar): BusinessDate {
  return rollDate(periodAfter(date, period, calendar), 'following', calendar);
}

/** The deadline of a period that begins at `instant`: 24:00 of its last day in the zone. */
export function deadlineAfter(
  instant: Instant,
  period: Period,
  calendar: Calendar,
  timeZone: string,
): Instant {
  return endOfDay(lastDayOf(businessDateOf(instant, timeZone), period, calendar), timeZone);
}

/** The reminder `period` before a deadline: the start of that day, counted from the deadline's last day. */
export function reminderBefore(
  deadline: Instant,
  period: Period,
  calendar: Calendar,
  timeZone: string,
): Instant {
  return startOfDay(periodBefore(lastDayBefore(deadline, timeZone), period, calendar), timeZone);
}

/**
 * A deadline moved by a pause (补件 pauses the clock): by as many days as the pause lasted, so that it
 * still falls at 24:00 of a day.
 */
export function deadlineAfterPause(
  deadline: Instant,
  pause: { readonly from: Instant; readonly to: Instant },
  calendar: Calendar,
  timeZone: string,
): Instant {
  const pausedDays = daysBetween(
    businessDateOf(pause.from, timeZone),
    businessDateOf(pause.to, timeZone),
  );
  const lastDay = addDays(lastDayBefore(deadline, timeZone), pausedDays);
  return endOfDay(rollDate(lastDay, 'following', calendar), timeZone);
}

/** `date` plus a period, without any shift for days off. */
export function periodAfter(date: BusinessDate, period: Period, calendar: Calendar): BusinessDate {
  if ('days' in period) return addDays(date, period.days);
  if ('months' in period) return addMonths(date, period.months);
  return addWorkingDays(date, period.workingDays, calendar);
}

function periodBefore(date: BusinessDate, period: Period, calendar: Calendar): BusinessDate {
  if ('days' in period) return addDays(date, -period.days);
  if ('months' in period) return addMonths(date, -period.months);
  return addWorkingDays(date, -period.workingDays, calendar);
}
