import { isCurrency } from './currency.js';
import { isBusinessDate } from '../calendar/business-date.js';
import { halfUp, toSafeNumber } from './half-up.js';

/** What one major unit of a currency is worth in another from a day on, and, where it is told, who says so. */
export interface DatedRate {
  readonly date: string;
  readonly from: string;
  readonly to: string;
  /** A decimal such as `7.1884`; kept as text, so that no digit is lost. */
  readonly rate: string;
  readonly source?: string;
}

export type RateReading =
  | { readonly kind: 'rates'; readonly rates: readonly DatedRate[] }
  | { readonly kind: 'malformed'; readonly problems: readonly string[] };

const fields = ['date', 'from', 'to', 'rate'] as const;

/** Reads rates as JSON or a CSV file holds them, whole or not at all; one rate for a pair of currencies on a day. */
export function readRates(values: readonly unknown[]): RateReading {
  const seen = new Set<string>();
  const problems = values.flatMap((value, index) => {
    const problem = problemOf(value, seen);
    return problem === null ? [] : [`rate ${index + 1}: ${problem}`];
  });
  if (problems.length > 0) return { kind: 'malformed', problems };
  return { kind: 'rates', rates: values as readonly DatedRate[] };
}

function problemOf(value: unknown, seen: Set<string>): string | null {
  if (typeof value !== 'object' || value === null) return 'is no object';
  const row = value as Readonly<Record<string, unknown>>;
  const missing = fields.find((field) => typeof row[field] !== 'string' || row[field] === '');
  if (missing !== undefined) return `${missing} must be a text`;
  const { date, from, to, rate, source } = value as DatedRate;
  if (source !== undefined && typeof source !== 'string') return 'source must be a text';
  const unnamed = [from, to].find((currency): boolean => !isCurrency(currency));
  if (unnamed !== undefined) return `${unnamed} is no currency of ISO 4217`;
  if (from === to) return 'a currency has no rate to itself';
  if (!isBusinessDate(date)) return `date must be a day as YYYY-MM-DD (is ${date})`;
  if (!/^\d{1,12}(\.\d{1,12})?$/.test(rate) || !/[1-9]/.test(rate)) {
    return `rate must be a decimal above 0 (is ${rate})`;
  }
  const key = `${from}/${to} ${date}`;
  if (seen.has(key)) return `${key} is given twice`;
  seen.add(key);
  return null;
}

/** The latest rate of a pair on or before a day; nothing where none is given: no other pair stands in for it. */
export function rateOn(
  rates: readonly DatedRate[],
  { from, to, on }: { readonly from: string; readonly to: string; readonly on: string },
): DatedRate | null {
  let latest: DatedRate | null = null;
  for (const rate of rates) {
    if (rate.from !== from || rate.to !== to || rate.date > on) continue;
    if (latest === null || rate.date > latest.date) latest = rate;
  }
  return latest;
}

/**
 * Converts an amount half-up, away from zero where it is negative, exactly. `digits`: how many decimals each currency's
 * minor unit has (ISO 4217).
 */
export function convertMinor(
  amountMinor: number,
  { rate }: Pick<DatedRate, 'rate'>,
  digits: { readonly from: number; readonly to: number },
): number {
  const [whole = '', fraction = ''] = rate.split('.');
  const numerator = BigInt(whole + fraction) * 10n ** BigInt(digits.to);
  const denominator = 10n ** BigInt(fraction.length + digits.from);
  const size = halfUp(BigInt(Math.abs(amountMinor)) * numerator, denominator);
  return toSafeNumber(amountMinor < 0 ? -size : size);
}
