/** Working hours of one day: from and to, in minutes after local midnight. */
export type DaySlots = readonly (readonly [fromMinute: number, toMinute: number])[];

/** When work is done. */
export interface WorkingCalendar {
  /** Slots by weekday, Monday first. They must be ascending and must not overlap. */
  readonly week: readonly [DaySlots, DaySlots, DaySlots, DaySlots, DaySlots, DaySlots, DaySlots];
  /** Days (YYYY-MM-DD, local) that differ from their weekday: a holiday has no slots, an adjusted working day some. */
  readonly exceptions: Readonly<Record<string, DaySlots>>;
  /** Local time less UTC; China's is 480. Zones with summer time are out of scope. */
  readonly utcOffsetMinutes: number;
}

const OFFICE: DaySlots = [[7 * 60, 17 * 60]];

/** Monday to Friday 07:00–17:00 UTC without holidays: pm4py's default business hours. */
export const OFFICE_HOURS_UTC: WorkingCalendar = {
  week: [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, [], []],
  exceptions: {},
  utcOffsetMinutes: 0,
};

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** 1970-01-05, the first Monday, as a day number. */
const FIRST_MONDAY = 4;

/** Working time between instants, by looking up the time worked from a fixed day until each of them. */
export class WorkingTime {
  private readonly beforeWeekday: number[] = [0];
  private readonly weekMs: number;
  private readonly exceptions = new Map<number, DaySlots>();
  private readonly exceptionDays: number[];
  /** Working milliseconds that the exceptions before the n-th add to (or take from) the plain week. */
  private readonly beforeException: number[] = [0];

  constructor(private readonly calendar: WorkingCalendar) {
    for (const slots of calendar.week)
      this.beforeWeekday.push((this.beforeWeekday.at(-1) ?? 0) + lengthMs(slots));
    this.weekMs = this.beforeWeekday[7] ?? 0;
    for (const [date, slots] of Object.entries(calendar.exceptions))
      this.exceptions.set(Date.parse(`${date}T00:00:00Z`) / DAY_MS, slots);
    this.exceptionDays = [...this.exceptions.keys()].sort((a, b) => a - b);
    for (const day of this.exceptionDays) {
      const change = lengthMs(this.exceptions.get(day) ?? []) - lengthMs(this.plainSlots(day));
      this.beforeException.push((this.beforeException.at(-1) ?? 0) + change);
    }
  }

  /** Working milliseconds from one instant to a later one; zero where the second is not later. */
  betweenMs(fromMs: number, toMs: number): number {
    return toMs <= fromMs ? 0 : this.workedUntil(toMs) - this.workedUntil(fromMs);
  }

  /** Whether work is being done at an instant. */
  isWorking(atMs: number): boolean {
    const { day, intoDayMs } = this.localDay(atMs);
    return this.slotsOf(day).some(
      ([from, to]) => intoDayMs >= from * MINUTE_MS && intoDayMs < to * MINUTE_MS,
    );
  }

  /** The first instant at or after the given one at which work is done; undefined within ten years without any. */
  nextWorkingInstant(atMs: number): number | undefined {
    const { day, intoDayMs } = this.localDay(atMs);
    for (let ahead = 0; ahead < 3653; ahead++) {
      const into = ahead === 0 ? intoDayMs : 0;
      const slot = this.slotsOf(day + ahead).find(([, to]) => to * MINUTE_MS > into);
      if (slot) {
        const opensAt = Math.max(into, slot[0] * MINUTE_MS);
        return (day + ahead) * DAY_MS + opensAt - this.calendar.utcOffsetMinutes * MINUTE_MS;
      }
    }
    return undefined;
  }

  /** The instant at which so much work has been done since `fromMs`; undefined where it would never be. */
  instantAfter(fromMs: number, workMs: number): number | undefined {
    let atMs = this.nextWorkingInstant(fromMs);
    let leftMs = workMs;
    while (atMs !== undefined) {
      const { day, intoDayMs } = this.localDay(atMs);
      const into = intoDayMs;
      const slot = this.slotsOf(day).find(([, to]) => to * MINUTE_MS > into);
      const roomMs = slot ? slot[1] * MINUTE_MS - into : 0;
      if (leftMs <= roomMs) return atMs + leftMs;
      leftMs -= roomMs;
      atMs = this.nextWorkingInstant(atMs + roomMs);
    }
    return undefined;
  }

  /** Working milliseconds from a fixed Monday until an instant: only differences mean anything. */
  workedUntil(atMs: number): number {
    const { day, intoDayMs } = this.localDay(atMs);
    const weeks = Math.floor((day - FIRST_MONDAY) / 7);
    const weekday = day - FIRST_MONDAY - weeks * 7;
    let workedMs = weeks * this.weekMs + (this.beforeWeekday[weekday] ?? 0);
    workedMs += this.beforeException[this.exceptionsBefore(day)] ?? 0;
    for (const [from, to] of this.slotsOf(day))
      workedMs += Math.max(0, Math.min(intoDayMs, to * MINUTE_MS) - from * MINUTE_MS);
    return workedMs;
  }

  private localDay(atMs: number): { day: number; intoDayMs: number } {
    const localMs = atMs + this.calendar.utcOffsetMinutes * MINUTE_MS;
    const day = Math.floor(localMs / DAY_MS);
    return { day, intoDayMs: localMs - day * DAY_MS };
  }

  private slotsOf(day: number): DaySlots {
    return this.exceptions.get(day) ?? this.plainSlots(day);
  }

  private plainSlots(day: number): DaySlots {
    return this.calendar.week[(((day - FIRST_MONDAY) % 7) + 7) % 7] ?? [];
  }

  private exceptionsBefore(day: number): number {
    let low = 0;
    let high = this.exceptionDays.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.exceptionDays[middle] ?? 0) < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function lengthMs(slots: DaySlots): number {
  return slots.reduce((total, [from, to]) => total + (to - from) * MINUTE_MS, 0);
}
