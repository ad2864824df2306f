import { InvalidArgumentError } from 'commander';
import { minorDigits } from '#domain/money/money';

/** Reads a business date, `YYYY-MM-DD`. */
export function parseDate(text: string): string {
  const day = new Date(`${text}T00:00:00Z`);
  const isReal =
    /^\d{4}-\d\d-\d\d$/.test(text) &&
    !Number.isNaN(day.getTime()) &&
    day.toISOString().startsWith(text);
  if (!isReal) throw new InvalidArgumentError('give a day as YYYY-MM-DD.');
  return text;
}

/** Reads an instant with its offset, as ISO 8601 has it; kept as text, so that no digit is lost. */
export function parseInstant(text: string): string {
  const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/;
  if (!form.test(text) || Number.isNaN(Date.parse(text))) {
    throw new InvalidArgumentError('give an instant as 2026-01-31T08:00:00Z.');
  }
  return text;
}

/** Minor units of a currency as people read them: 1,234.56. */
export function formatMinor(amountMinor: number, currency: string): string {
  const digits = minorDigits(currency);
  const sign = amountMinor < 0 ? '-' : '';
  const text = Math.abs(amountMinor)
    .toString()
    .padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits).replace(/\B(?=(\d{3})+$)/g, ',');
  return digits === 0 ? `${sign}${whole}` : `${sign}${whole}.${text.slice(-digits)}`;
}
