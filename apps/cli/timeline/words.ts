/** The engine's codes, days and spans in words for people. */
import { businessDateOf, lastDayBefore } from '#domain/calendar/instant';
import type { Instant, WaitOwner } from '#domain/lifecycle/agenda';

/** `dueDiligence` → `due diligence`; a word that is no code of ours (`officer-1`) stays as it is. */
export function inWords(code: string): string {
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(code)) return code;
  const words = code.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.replace(/^(re|counter) (?=guarant)/, '$1-').replace(/\bwrite off\b/, 'write-off');
}

/** `due diligence`, `due-diligence` → `dueDiligence`: a code may be asked for as it is shown. */
export function codeOf(words: string): string {
  return words.trim().replace(/[\s-]+(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** The wall calendar's day in the book's time zone. */
export const dayText = (instant: Instant, timeZone: string): string =>
  businessDateOf(instant, timeZone);

/** The last day on which something may still be done: a deadline falls at 24:00 of it (民法典 203). */
export const lastDayText = (deadline: Instant, timeZone: string): string =>
  lastDayBefore(deadline, timeZone);

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** `17 days`, `5 hours`, `2 minutes`; nothing of note is shorter than a minute. */
export function spanText(milliseconds: number): string | null {
  if (milliseconds < minuteMs) return null;
  if (milliseconds < hourMs) return counted(milliseconds / minuteMs, 'minute');
  if (milliseconds < dayMs) return counted(milliseconds / hourMs, 'hour');
  return counted(milliseconds / dayMs, 'day');
}

function counted(count: number, unit: string): string {
  const whole = Math.floor(count);
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`;
}

/** On whom a case waits, as one says it. */
export const ownerWords: Readonly<Record<WaitOwner, string>> = {
  us: 'us',
  bank: 'the bank',
  applicant: 'the applicant',
  signers: 'the signers',
  bureau: 'the bureau',
  registry: 'the registry',
  reGuarantor: 'the re-guarantor',
  term: 'the term to run',
};
