import { addDays, businessDate, monthEnd, type BusinessDate } from '../calendar/business-date.js';

/** A month, a quarter or a year that a book is closed for. */
export interface AccountingPeriod {
  /** `2026-03`, `2026-Q1` or `2026`. */
  readonly name: string;
  readonly from: BusinessDate;
  readonly through: BusinessDate;
  /** The regulatory reserves of premium and of outstanding are set at the year's end alone. */
  readonly endsYear: boolean;
}

/** Reads `2026-03`, `2026-Q1` or `2026`; `null` for any other text. */
export function accountingPeriod(name: string): AccountingPeriod | null {
  const [, year, month, quarter] =
    /^((?:19|20|21)\d\d)(?:-(0[1-9]|1[0-2])|-Q([1-4]))?$/.exec(name) ?? [];
  if (year === undefined) return null;
  const last = month ?? (quarter === undefined ? '12' : twoDigits(Number(quarter) * 3));
  const first = month ?? (quarter === undefined ? '01' : twoDigits(Number(quarter) * 3 - 2));
  return {
    name,
    from: businessDate(`${year}-${first}-01`),
    through: monthEnd(businessDate(`${year}-${last}-01`)),
    endsYear: last === '12',
  };
}

/** The last day of the year before. */
export function endOfYearBefore(date: BusinessDate): BusinessDate {
  return addDays(businessDate(`${date.slice(0, 4)}-01-01`), -1);
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
