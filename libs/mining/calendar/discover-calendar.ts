import type { ActivityInstances } from '../intervals/activity-instances.js';
import { type DaySlots, WorkingTime } from './working-time.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** 1970-01-05, the first Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;
/** Fewer starts and completions than this say nothing of one resource alone: all resources are looked at together. */
const LEAST_EVENTS = 200;
/** An hour of the week is worked where it sees this share of what the busy hours see. */
const WORKED_SHARE = 0.15;
/** Beyond this share of all hours, the resource works round the clock. */
const ROUND_THE_CLOCK = 0.9;
/** A day without a sign of work is a holiday where so many were to be expected (by chance: once in 3,000 days). */
const HOLIDAY_EXPECTED = 8;

/**
 * Working hours as a log shows them: the hours of the week (UTC) in which work begins or ends, and the days on which
 * nobody's does. A resource with few events gets the hours of all; undefined for those that work round the clock.
 */
export function discoverCalendars(
  instances: ActivityInstances,
): (resource: number) => WorkingTime | undefined {
  const { log, resource, startMs, completeMs } = instances;
  const byResource = new Map<number, number[]>();
  const everyone: number[] = [];
  resource.forEach((who, k) => {
    const start = startMs[k] ?? 0;
    const end = completeMs[k] ?? 0;
    if (who === log.noResource || end <= start) return;
    const own = byResource.get(who) ?? [];
    own.push(start, end);
    byResource.set(who, own);
    everyone.push(start, end);
  });
  const holidays = holidaysIn(everyone, workedHours(everyone));
  const usual = calendarOf(everyone, holidays);
  const calendars = new Map(
    [...byResource].map(([who, instants]) => [
      who,
      instants.length < LEAST_EVENTS ? usual : calendarOf(instants, holidays),
    ]),
  );
  return (who) => calendars.get(who);
}

function hourOfWeek(atMs: number): number {
  const hour = Math.floor((atMs - FIRST_MONDAY_MS) / HOUR_MS) % 168;
  return hour < 0 ? hour + 168 : hour;
}

/** For each hour of the week from Monday 00:00 UTC: is it worked? */
function workedHours(instants: readonly number[]): boolean[] {
  const counts = new Float64Array(168);
  for (const at of instants) {
    const hour = hourOfWeek(at);
    counts[hour] = (counts[hour] ?? 0) + 1;
  }
  // The busier half of the hours that see anything: their mean is what a worked hour looks like.
  const seen = [...counts].filter((count) => count > 0).sort((a, b) => b - a);
  const busier = seen.slice(0, Math.ceil(seen.length / 2));
  const usual = busier.reduce((total, each) => total + each, 0) / Math.max(1, busier.length);
  return [...counts].map((count) => count >= WORKED_SHARE * usual && count > 0);
}

function calendarOf(
  instants: readonly number[],
  holidays: Readonly<Record<string, DaySlots>>,
): WorkingTime | undefined {
  if (instants.length === 0) return undefined;
  const worked = workedHours(instants);
  if (worked.filter(Boolean).length >= ROUND_THE_CLOCK * worked.length) return undefined;
  const day = (n: number) => slotsOf(worked.slice(24 * n, 24 * n + 24));
  const week = [day(0), day(1), day(2), day(3), day(4), day(5), day(6)] as const;
  return new WorkingTime({ week, exceptions: holidays, utcOffsetMinutes: 0 });
}

function slotsOf(worked: readonly boolean[]): DaySlots {
  const slots: (readonly [number, number])[] = [];
  worked.forEach((isWorked, hour) => {
    if (!isWorked) return;
    const last = slots.at(-1);
    if (last?.[1] === hour * 60) slots[slots.length - 1] = [last[0], hour * 60 + 60];
    else slots.push([hour * 60, hour * 60 + 60]);
  });
  return slots;
}

/** Days between the first and the last on which the weekday lets expect work, and nobody's began or ended. */
function holidaysIn(
  instants: readonly number[],
  worked: readonly boolean[],
): Record<string, DaySlots> {
  const days = new Map<number, number>();
  for (const at of instants) {
    const day = Math.floor(at / DAY_MS);
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  const known = [...days.keys()].sort((a, b) => a - b);
  const first = known[0] ?? 0;
  const last = known.at(-1) ?? -1;
  const workedDays = worked.filter(Boolean).length / 24;
  const expected =
    (instants.length / Math.max(1, last - first + 1)) * (7 / Math.max(1, workedDays));
  if (expected / 3 < HOLIDAY_EXPECTED) return {};
  const found: Record<string, DaySlots> = {};
  for (let day = first; day <= last; day++) {
    const weekday = (((day - 4) % 7) + 7) % 7;
    const isWorked = worked.slice(24 * weekday, 24 * weekday + 24).some(Boolean);
    if (isWorked && !days.has(day)) found[new Date(day * DAY_MS).toISOString().slice(0, 10)] = [];
  }
  return found;
}
