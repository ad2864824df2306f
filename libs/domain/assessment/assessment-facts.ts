import { civilDayOf, isBusinessDate, type BusinessDate } from '../calendar/business-date.js';
import type { CreditReport } from '../credit-check/decide-credit-check.js';
import type { IntakeFacts } from '../intake/decide-intake.js';
import { factOf, type Facts } from '../intake/facts.js';

/** The facts that the engine adds to those of the form; rules and scorecards may read them by these names. */
export const derivedFactNames = [
  'enterpriseSize',
  'naturalPerson',
  'farmer',
  'firstLoan',
  'science',
  'green',
  'relatedToGuarantor',
  'controlsGuarantor',
  'monthsInBusiness',
  'loanToRevenueBps',
  'debtToAssetsBps',
  'creditRecordFound',
  'overdueNowMinor',
  'overdueMonthsIn24',
  'enquiriesIn6Months',
] as const;
export type DerivedFactName = (typeof derivedFactNames)[number];

/**
 * All facts that screening and assessment read: the application's, those of intake, those of the
 * credit report once there is one, and the ratios computed from them (rounded down, in basis points).
 */
export function assessmentFacts(
  application: Facts,
  intake: IntakeFacts,
  report: CreditReport | null,
  on: BusinessDate,
): Facts {
  const derived: Record<DerivedFactName, Facts[string]> = {
    enterpriseSize: intake.enterpriseSize,
    naturalPerson: intake.naturalPerson,
    farmer: intake.farmer,
    firstLoan: intake.firstLoan,
    science: intake.science,
    green: intake.green,
    relatedToGuarantor: intake.relatedToGuarantor,
    controlsGuarantor: intake.controlsGuarantor,
    ...creditFacts(report),
    monthsInBusiness: monthsSince(factOf(application, 'establishedOn'), on),
    loanToRevenueBps: ratioBps(application, 'amountMinor', 'annualRevenueMinor'),
    debtToAssetsBps: ratioBps(application, 'totalLiabilitiesMinor', 'totalAssetsMinor'),
  };
  return { ...application, ...derived };
}

function creditFacts(report: CreditReport | null) {
  if (report?.kind !== 'found') {
    return {
      creditRecordFound: report === null ? null : false,
      overdueNowMinor: null,
      overdueMonthsIn24: null,
      enquiriesIn6Months: null,
    };
  }
  const { overdueNowMinor, overdueMonthsIn24, enquiriesIn6Months } = report;
  return { creditRecordFound: true, overdueNowMinor, overdueMonthsIn24, enquiriesIn6Months };
}

function monthsSince(value: Facts[string], on: BusinessDate): number | null {
  if (typeof value !== 'string' || !isBusinessDate(value)) return null;
  const from = civilDayOf(value);
  const to = civilDayOf(on);
  const months = (to.year - from.year) * 12 + (to.month - from.month);
  return to.day < from.day ? months - 1 : months;
}

function ratioBps(application: Facts, part: string, whole: string): number | null {
  const partMinor = factOf(application, part);
  const wholeMinor = factOf(application, whole);
  if (typeof partMinor !== 'number' || typeof wholeMinor !== 'number') return null;
  if (wholeMinor <= 0) return null;
  return Number((BigInt(partMinor) * 10_000n) / BigInt(wholeMinor));
}
