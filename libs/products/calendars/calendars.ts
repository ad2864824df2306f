import type { Calendar } from '#domain/calendar/working-days';
import { everyDayWorks } from '#domain/calendar/working-days';
import { chinaCalendar } from './china.js';
import { weekendsCalendar } from './weekends.js';

/** The calendars that a pack may name. `none`: every day works, nothing is ever shifted. */
export const calendarNames = ['china', 'weekends', 'none'] as const;
export type CalendarName = (typeof calendarNames)[number];

const calendars: Readonly<Record<CalendarName, Calendar>> = {
  china: chinaCalendar,
  weekends: weekendsCalendar,
  none: everyDayWorks,
};

/** The calendar of that name. */
export function calendarNamed(name: CalendarName): Calendar {
  return calendars[name];
}
