import {
  addMonths,
  civilDayOf,
  monthlyDates,
  type BusinessDate,
} from '../calendar/business-date.js';
import { yearFraction, type DayCount } from '../calendar/day-count.js';
import { rollDate, type Calendar, type RollConvention } from '../calendar/working-days.js';
import { halfUp, toSafeNumber } from '../money/half-up.js';
import { splitByShares } from '../money/split.js';

export const repaymentKinds = [
  'equalPrincipal',
  'equalInstalment',
  'bullet',
  'interestFirst',
  'seasonal',
  'billAtMaturity',
] as const;
export type RepaymentKind = (typeof repaymentKinds)[number];

/** A season's harvest month (1–12) and its weight among the seasons. */
export interface SeasonShare {
  readonly month: number;
  readonly weight: number;
}

export interface RepaymentPolicy {
  /** The kinds that a pack offers; the first is the default. */
  readonly kinds: readonly RepaymentKind[];
  readonly everyMonths: number;
  readonly dayCount: DayCount;
  readonly roll: RollConvention;
  readonly seasons: readonly SeasonShare[];
}

export interface RepaymentTerms {
  readonly kind: RepaymentKind;
  readonly principalMinor: number;
  readonly annualRateBps: number;
  readonly disbursedOn: BusinessDate;
  readonly tenorMonths: number;
}

export interface ScheduledRepayment {
  readonly no: number;
  readonly dueOn: BusinessDate;
  readonly principalMinor: number;
  readonly interestMinor: number;
  /** Principal left after this line. */
  readonly balanceMinor: number;
}

/** A due date before days off move it, and the principal due on it. */
interface PrincipalLine {
  readonly date: BusinessDate;
  readonly principalMinor: number;
}

/**
 * The plan of repayments of a drawdown. Principal sums to the drawdown, the residual in the last line.
 * Interest accrues from line to line on the principal left, to the agreed date: a due date that days
 * off move does not change it (ISDA "unadjusted").
 */
export function repaymentSchedule(
  terms: RepaymentTerms,
  policy: RepaymentPolicy,
  calendar: Calendar,
): ScheduledRepayment[] {
  if (terms.tenorMonths <= 0) throw new RangeError('a repayment schedule needs a tenor');
  const withInterest = interestLines(terms, principalLines(terms, policy), policy.dayCount);
  return withInterest.map((line) => ({
    ...line,
    dueOn: rollDate(line.dueOn, policy.roll, calendar),
  }));
}

/** The agreed maturity of a drawdown, before days off move it. */
export function maturityOf(disbursedOn: BusinessDate, tenorMonths: number): BusinessDate {
  return addMonths(disbursedOn, tenorMonths);
}

function principalLines(terms: RepaymentTerms, policy: RepaymentPolicy): PrincipalLine[] {
  const { principalMinor } = terms;
  const maturity = maturityOf(terms.disbursedOn, terms.tenorMonths);
  switch (terms.kind) {
    case 'bullet':
    case 'billAtMaturity':
      return [{ date: maturity, principalMinor }];
    case 'interestFirst':
      return withPrincipal(regularDates(terms, policy), (_, isLast) => (isLast ? 1 : 0), terms);
    case 'equalPrincipal':
      return withPrincipal(regularDates(terms, policy), () => 1, terms);
    case 'equalInstalment':
      return annuityLines(terms, policy);
    case 'seasonal':
      return seasonalLines(terms, policy, maturity);
  }
}

/** Every so many months after the disbursement, the last at maturity. */
function regularDates(terms: RepaymentTerms, policy: RepaymentPolicy): BusinessDate[] {
  const count = Math.ceil(terms.tenorMonths / policy.everyMonths);
  const maturity = maturityOf(terms.disbursedOn, terms.tenorMonths);
  return [...monthlyDates(terms.disbursedOn, policy.everyMonths, count - 1), maturity];
}

function withPrincipal(
  dates: readonly BusinessDate[],
  weightOf: (index: number, isLast: boolean) => number,
  terms: RepaymentTerms,
): PrincipalLine[] {
  const weights = dates.map((_, index) => weightOf(index, index === dates.length - 1));
  const parts = splitByShares(terms.principalMinor, weights);
  return dates.map((date, index) => ({ date, principalMinor: parts[index] ?? 0 }));
}

/** The farmer repays after each harvest; whatever is left falls due at maturity. */
function seasonalLines(
  terms: RepaymentTerms,
  policy: RepaymentPolicy,
  maturity: BusinessDate,
): PrincipalLine[] {
  const months = monthlyDates(terms.disbursedOn, 1, terms.tenorMonths - 1);
  const seasonOf = (date: BusinessDate) =>
    policy.seasons.find(({ month }) => month === civilDayOf(date).month);
  const dates = [...months.filter((date) => seasonOf(date) !== undefined), maturity];
  return withPrincipal(dates, (index) => seasonWeight(dates[index], seasonOf), terms);
}

function seasonWeight(
  date: BusinessDate | undefined,
  seasonOf: (date: BusinessDate) => SeasonShare | undefined,
): number {
  return date === undefined ? 1 : (seasonOf(date)?.weight ?? 1);
}

/** Equal payments: P·i·(1+i)ⁿ ÷ ((1+i)ⁿ − 1), in whole numbers; the last line takes what is left. */
function annuityLines(terms: RepaymentTerms, policy: RepaymentPolicy): PrincipalLine[] {
  const dates = regularDates(terms, policy);
  if (terms.annualRateBps === 0) return withPrincipal(dates, () => 1, terms);
  const payment = annuityPayment(terms, policy.everyMonths, dates.length);
  let balanceMinor = terms.principalMinor;
  let since = terms.disbursedOn;
  return dates.map((date, index) => {
    const interestMinor = interestOn(balanceMinor, terms, since, date, policy.dayCount);
    const wantedMinor = Math.min(balanceMinor, Math.max(0, payment - interestMinor));
    const principalMinor = index === dates.length - 1 ? balanceMinor : wantedMinor;
    balanceMinor -= principalMinor;
    since = date;
    return { date, principalMinor };
  });
}

function annuityPayment(terms: RepaymentTerms, everyMonths: number, count: number): number {
  const rate = BigInt(terms.annualRateBps) * BigInt(everyMonths);
  const unit = 10_000n * 12n;
  const grown = (unit + rate) ** BigInt(count);
  const flat = unit ** BigInt(count);
  const numerator = BigInt(terms.principalMinor) * rate * grown;
  return toSafeNumber(halfUp(numerator, unit * (grown - flat)));
}

function interestLines(
  terms: RepaymentTerms,
  lines: readonly PrincipalLine[],
  dayCount: DayCount,
): ScheduledRepayment[] {
  let balanceMinor = terms.principalMinor;
  let since = terms.disbursedOn;
  return lines.map(({ date, principalMinor }, index) => {
    const interestMinor = interestOn(balanceMinor, terms, since, date, dayCount);
    balanceMinor -= principalMinor;
    since = date;
    return { no: index + 1, dueOn: date, principalMinor, interestMinor, balanceMinor };
  });
}

function interestOn(
  balanceMinor: number,
  terms: RepaymentTerms,
  from: BusinessDate,
  to: BusinessDate,
  dayCount: DayCount,
): number {
  // A bill is discounted when it is bought: nothing but its face is due at maturity.
  if (terms.kind === 'billAtMaturity') return 0;
  const { days, yearDays } = yearFraction(from, to, dayCount);
  const numerator = BigInt(balanceMinor) * BigInt(terms.annualRateBps) * BigInt(days);
  return toSafeNumber(halfUp(numerator, 10_000n * BigInt(yearDays)));
}
