import type { DaySlots, WorkingCalendar } from './working-time.js';

/** Nine to five, local time. */
const OFFICE: DaySlots = [[9 * 60, 17 * 60]];
const DAY_MS = 86_400_000;

/**
 * Office hours on the working days of a calendar, holidays and adjusted working days included, for the days from one
 * instant to another. Outside of them plain weeks are worked.
 */
export function officeHours(
  isWorkingDay: (date: string) => boolean,
  fromMs: number,
  toMs: number,
  utcOffsetMinutes: number,
): WorkingCalendar {
  const exceptions: Record<string, DaySlots> = {};
  for (let day = Math.floor(fromMs / DAY_MS) - 1; day <= Math.floor(toMs / DAY_MS) + 1; day++) {
    const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
    const isWeekday = (day + 3) % 7 < 5;
    if (isWorkingDay(date) !== isWeekday) exceptions[date] = isWeekday ? [] : OFFICE;
  }
  return { week: [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, [], []], exceptions, utcOffsetMinutes };
}
