const DAY_MS = 86_400_000;

/** Days from 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant, "chrono-compatible date algorithms"). */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysInMonth(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return (DAYS[month - 1] ?? 0) + (leap ? 1 : 0);
}

/** The number that `count` digits spell from `at`; NaN where one is no digit. */
function digits(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let i = at; i < at + count; i += 1) {
    const digit = (bytes[i] ?? 0) - 48;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Where the calendar day was computed last: neighbours in a log mostly share it. */
let lastDayKey = -1;
let lastDayMs = 0;

function dayMs(bytes: Uint8Array, at: number): number {
  const year = digits(bytes, at, 4);
  const month = digits(bytes, at + 5, 2);
  const day = digits(bytes, at + 8, 2);
  const key = year * 10_000 + month * 100 + day;
  if (key === lastDayKey) return lastDayMs;
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return NaN;
  lastDayKey = key;
  lastDayMs = daysFromCivil(year, month, day) * DAY_MS;
  return lastDayMs;
}

const MINUS = 45;
const PLUS = 43;
const COLON = 58;
const DOT = 46;
const COMMA = 44;
const SPACE = 32;
const SLASH = 47;

/**
 * UTC epoch milliseconds of an ISO 8601 / RFC 3339 instant spelled by `bytes[start, end)`; NaN where it is none.
 *
 * Takes `T` or a blank between date and time, `-` or `/` inside the date, seconds and fractions of any length
 * (kept to the precision of a float64, well below a microsecond) or none, and `Z`, `+hh:mm`, `+hhmm` or `+hh`.
 * Without an offset the instant is taken as UTC; a bare date is its midnight.
 */
export function instantMsOfBytes(bytes: Uint8Array, start: number, end: number): number {
  const separator = bytes[start + 4];
  const dated =
    end - start >= 10 &&
    (separator === MINUS || separator === SLASH) &&
    bytes[start + 7] === separator;
  if (!dated) return NaN;
  const day = dayMs(bytes, start);
  if (end - start === 10) return day;
  const between = bytes[start + 10];
  if (between !== 84 && between !== 116 && between !== SPACE) return NaN;
  return day + timeMs(bytes, start + 11, end);
}

/** Milliseconds of the time of day, offset taken off. */
function timeMs(bytes: Uint8Array, start: number, end: number): number {
  const hour = digits(bytes, start, 2);
  const minute = bytes[start + 2] === COLON ? digits(bytes, start + 3, 2) : NaN;
  let at = start + 5;
  let second = 0;
  let fractionMs = 0;
  if (bytes[at] === COLON && at < end) {
    second = digits(bytes, at + 1, 2);
    at += 3;
    if (at < end && (bytes[at] === DOT || bytes[at] === COMMA)) {
      const from = at + 1;
      at = from;
      while (at < end && isDigit(bytes[at])) at += 1;
      fractionMs = fraction(bytes, from, at);
    }
  }
  if (at > end) return NaN;
  const whole = (hour * 60 + minute) * 60 + second;
  const sound = minute < 60 && second < 60 && (hour < 24 || (whole === 86_400 && fractionMs === 0));
  return sound ? whole * 1000 + fractionMs - offsetMs(bytes, at, end) : NaN;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}

function fraction(bytes: Uint8Array, from: number, to: number): number {
  if (from === to) return NaN;
  if (to - from === 3) return digits(bytes, from, 3);
  const kept = Math.min(to - from, 15);
  return digits(bytes, from, kept) / 10 ** (kept - 3);
}

/** The offset from UTC spelled from `at` to the very end; NaN where it is none. */
function offsetMs(bytes: Uint8Array, at: number, end: number): number {
  if (at === end) return 0;
  if (bytes[at] === SPACE && at + 1 < end) return offsetMs(bytes, at + 1, end);
  const sign = bytes[at];
  if (sign === 90 || sign === 122) return at + 1 === end ? 0 : NaN;
  if (sign !== PLUS && sign !== MINUS) return NaN;
  const length = end - at;
  const hours = digits(bytes, at + 1, 2);
  let minutes = 0;
  if (length === 6 && bytes[at + 3] === COLON) minutes = digits(bytes, at + 4, 2);
  else if (length === 5) minutes = digits(bytes, at + 3, 2);
  else if (length !== 3) return NaN;
  if (!(hours <= 18 && minutes < 60)) return NaN;
  const offset = (hours * 60 + minutes) * 60_000;
  return sign === MINUS ? -offset : offset;
}

const scratch = new Uint8Array(64);

/** UTC epoch milliseconds of an instant spelled as text; NaN where it is none. See `instantMsOfBytes`. */
export function instantMsOfText(text: string): number {
  if (text.length > scratch.length) return NaN;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit > 127) return NaN;
    scratch[i] = unit;
  }
  return instantMsOfBytes(scratch, 0, text.length);
}

/** `2026-03-01T08:00:00.123Z`, with microseconds where the instant carries them. */
export function instantText(instantMs: number): string {
  const wholeMs = Math.floor(instantMs);
  const text = new Date(wholeMs).toISOString();
  const micros = Math.round((instantMs - wholeMs) * 1000);
  if (micros === 0) return text;
  if (micros === 1000) return new Date(wholeMs + 1).toISOString();
  return `${text.slice(0, -1)}${String(micros).padStart(3, '0')}Z`;
}
