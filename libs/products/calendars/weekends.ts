import { weekday } from '#domain/calendar/business-date';
import type { Calendar } from '#domain/calendar/working-days';

/** Monday to Friday work; no holidays. */
export const weekendsCalendar: Calendar = {
  isWorkingDay: (date) => {
    const day = weekday(date);
    return day !== 0 && day !== 6;
  },
};
