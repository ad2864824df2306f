import { civilDayOf, isBusinessDate, type BusinessDate } from '../calendar/business-date.js';
import type { CreditReport } from '../credit-check/decide-credit-check.js';
import type { IntakeFacts } from '../intake/decide-intake.js';
import { factOf, type Facts } from '../intake/facts.js';

/** The terms of the application itself, which every product has: rules may read them by these names. */
export interface ApplicationTerms {
  readonly loanMinor: number;
  /** The part of the loan that is to be guaranteed. */
  readonly amountMinor: number;
  readonly tenorMonths: number;
}

export const termFactNames = ['loanMinor', 'amountMinor', 'tenorMonths'] as const;

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
 * All facts that screening and assessment read: those of the form, the terms, those of intake, those
 * of the credit report once there is one, and the ratios computed from them (rounded down, in basis
 * points). Where a name appears twice the later of these wins, so a form cannot overwrite the engine.
 */
export function assessmentFacts(
  form: Facts,
  terms: ApplicationTerms,
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
    monthsInBusiness: monthsSince(factOf(form, 'establishedOn'), on),
    loanToRevenueBps: ratioBps(terms.loanMinor, factOf(form, 'annualRevenueMinor')),
    debtToAssetsBps: ratioBps(
      factOf(form, 'totalLiabilitiesMinor'),
      factOf(form, 'totalAssetsMinor'),
    ),
  };
  const { loanMinor, amountMinor, tenorMonths } = terms;
  return { ...form, loanMinor, amountMinor, tenorMonths, ...derived };
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

function ratioBps(partMinor: Facts[string], wholeMinor: Facts[string]): number | null {
  if (typeof partMinor !== 'number' || typeof wholeMinor !== 'number') return null;
  if (wholeMinor <= 0) return null;
  return Number((BigInt(partMinor) * 10_000n) / BigInt(wholeMinor));
}
