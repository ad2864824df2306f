import { addDays, businessDate, type BusinessDate } from './business-date.js';

/** A moment, ISO 8601 in UTC with milliseconds (`2026-03-01T16:00:00.000Z`); sorts as text. */
export type Instant = string;

const HOUR_MS = 3_600_000;
const QUARTER_HOUR_MS = 900_000;
const REMEMBERED_QUARTERS_MAX = 50_000;

interface Zone {
  readonly formatter: Intl.DateTimeFormat;
  readonly offsetMsByQuarter: Map<number, number>;
}

const zones = new Map<string, Zone>();

/** Is this a time zone that the runtime knows (`Asia/Shanghai`)? */
export function isTimeZone(timeZone: string): boolean {
  try {
    return zoneOf(timeZone).formatter.resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

/** The first moment of a business day in its zone, also where a clock change removes midnight. */
export function startOfDay(date: BusinessDate, timeZone: string): Instant {
  return instantAtLocal(utcMidnightMs(date), timeZone);
}

/** Twelve o'clock of a business day: the moment at which dated facts happen. */
export function noonOf(date: BusinessDate, timeZone: string): Instant {
  return instantAtLocal(utcMidnightMs(date) + 12 * HOUR_MS, timeZone);
}

/** 24:00 of a business day, which is the start of the next one: where deadlines fall (民法典 203). */
export function endOfDay(date: BusinessDate, timeZone: string): Instant {
  return startOfDay(addDays(date, 1), timeZone);
}

/** The day that the wall calendar of the zone shows at a moment. */
export function businessDateOf(instant: Instant, timeZone: string): BusinessDate {
  const utcMs = epochMs(instant);
  return businessDate(isoOf(utcMs + offsetMsAt(utcMs, timeZone)).slice(0, 10));
}

/**
 * The last day that lies wholly before a deadline: a deadline at 24:00 of the 5th, written as the
 * start of the 6th, has the 5th as its last day.
 */
export function lastDayBefore(deadline: Instant, timeZone: string): BusinessDate {
  return businessDateOf(isoOf(epochMs(deadline) - 1), timeZone);
}

/** Milliseconds since 1970 of a moment; throws a `RangeError` for a text that is none. */
export function epochMs(instant: Instant): number {
  const utcMs = Date.parse(instant);
  if (Number.isNaN(utcMs)) throw new RangeError(`${instant} is not an instant (ISO 8601, UTC)`);
  return utcMs;
}

function utcMidnightMs(date: BusinessDate): number {
  return Date.parse(`${date}T00:00:00.000Z`);
}

/**
 * A local wall-clock reading names one moment, or two (the clock went back: the first counts), or
 * none (the clock went forward over it: the moment of the change counts).
 */
function instantAtLocal(localMs: number, timeZone: string): Instant {
  const before = offsetMsAt(localMs - 24 * HOUR_MS, timeZone);
  const after = offsetMsAt(localMs + 24 * HOUR_MS, timeZone);
  const candidates = [localMs - before, localMs - after].filter(
    (utcMs) => utcMs + offsetMsAt(utcMs, timeZone) === localMs,
  );
  return isoOf(candidates.length > 0 ? Math.min(...candidates) : localMs - before);
}

/** Clock changes fall on quarters of an hour, so one answer serves a quarter. */
function offsetMsAt(utcMs: number, timeZone: string): number {
  const zone = zoneOf(timeZone);
  const quarter = Math.floor(utcMs / QUARTER_HOUR_MS);
  const known = zone.offsetMsByQuarter.get(quarter);
  if (known !== undefined) return known;
  if (zone.offsetMsByQuarter.size >= REMEMBERED_QUARTERS_MAX) zone.offsetMsByQuarter.clear();
  const offsetMs = readOffsetMs(zone.formatter, quarter * QUARTER_HOUR_MS);
  zone.offsetMsByQuarter.set(quarter, offsetMs);
  return offsetMs;
}

function readOffsetMs(formatter: Intl.DateTimeFormat, utcMs: number): number {
  const read = new Map(formatter.formatToParts(utcMs).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(read.get(type));
  const localMs = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return localMs - utcMs;
}

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  const zone = { formatter: formatterOf(timeZone), offsetMsByQuarter: new Map<number, number>() };
  zones.set(timeZone, zone);
  return zone;
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}

function isoOf(utcMs: number): Instant {
  return new Date(utcMs).toISOString();
}
