import { addMonths, daysBetween, type BusinessDate } from '../calendar/business-date.js';

export const noRecordActions = ['accept', 'flag', 'decline'] as const;
export type NoRecordAction = (typeof noRecordActions)[number];

/** What a pack asks of a credit report. A bound of `null` does not bind. */
export interface CreditCheckPolicy {
  /** The purpose that the consent must name (征信业管理条例 art. 18: written consent, agreed purpose). */
  readonly purpose: string;
  readonly reportValidDays: number;
  readonly onNoRecord: NoRecordAction;
  /** Above this an applicant is declined. */
  readonly overdueNowMaxMinor: number | null;
  /** Months in arrears within the last two years, above which an applicant is declined. */
  readonly overdueMonthsIn24Max: number | null;
  /** Look-ups by lenders within six months, above which a report is flagged for the officers. */
  readonly enquiriesIn6MonthsMax: number | null;
  /** Adverse records that decline, by code (`dishonestDebtor`); others only flag. */
  readonly decliningRecords: readonly string[];
  readonly adverseRecordYears: number;
}

/** The applicant's written consent to a look-up, as recorded. */
export interface CreditConsent {
  readonly purpose: string;
  readonly givenOn: BusinessDate;
  readonly validUntil: BusinessDate | null;
  readonly withdrawnOn: BusinessDate | null;
}

export interface AdverseRecord {
  readonly code: string;
  /** The day on which the adverse conduct ended; `null` while it lasts. */
  readonly endedOn: BusinessDate | null;
}

/** The figures of a bureau's report that a decision reads; the report itself stays in the file. */
export type CreditReport =
  | { readonly kind: 'noRecord'; readonly reportedOn: BusinessDate }
  | {
      readonly kind: 'found';
      readonly reportedOn: BusinessDate;
      readonly overdueNowMinor: number;
      readonly overdueMonthsIn24: number;
      readonly enquiriesIn6Months: number;
      readonly adverseRecords: readonly AdverseRecord[];
    };

export type ConsentRefusal =
  'consentMissing' | 'consentForOtherPurpose' | 'consentExpired' | 'consentWithdrawn';

export type CreditQueryOutcome =
  { readonly kind: 'allowed' } | { readonly kind: 'refused'; readonly code: ConsentRefusal };

export type CreditCheckOutcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'flagged'; readonly reasons: readonly string[] }
  | { readonly kind: 'declined'; readonly reasons: readonly string[] }
  /** The report is too old: it has to be asked for again. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'refused'; readonly code: ConsentRefusal };

/** May the bureau be asked at all on that day? Only with a recorded consent that covers the purpose. */
export function decideCreditQuery(
  consent: CreditConsent | null,
  policy: Pick<CreditCheckPolicy, 'purpose'>,
  on: BusinessDate,
): CreditQueryOutcome {
  if (consent === null || consent.givenOn > on) return { kind: 'refused', code: 'consentMissing' };
  if (consent.purpose !== policy.purpose) {
    return { kind: 'refused', code: 'consentForOtherPurpose' };
  }
  if (consent.withdrawnOn !== null && consent.withdrawnOn <= on) {
    return { kind: 'refused', code: 'consentWithdrawn' };
  }
  if (consent.validUntil !== null && consent.validUntil < on) {
    return { kind: 'refused', code: 'consentExpired' };
  }
  return { kind: 'allowed' };
}

/** Judges a report on that day. A report that was taken without a valid consent is never used. */
export function decideCreditCheck(
  report: CreditReport,
  consent: CreditConsent | null,
  policy: CreditCheckPolicy,
  on: BusinessDate,
): CreditCheckOutcome {
  const query = decideCreditQuery(consent, policy, report.reportedOn);
  if (query.kind === 'refused') return query;
  if (daysBetween(report.reportedOn, on) > policy.reportValidDays) return { kind: 'stale' };
  const findings = findingsOf(report, policy, on);
  if (findings.declining.length > 0) {
    return { kind: 'declined', reasons: [...findings.declining, ...findings.flagging] };
  }
  if (findings.flagging.length > 0) return { kind: 'flagged', reasons: findings.flagging };
  return { kind: 'passed' };
}

interface Findings {
  readonly declining: readonly string[];
  readonly flagging: readonly string[];
}

function findingsOf(report: CreditReport, policy: CreditCheckPolicy, on: BusinessDate): Findings {
  if (report.kind === 'noRecord') {
    const reasons = ['noCreditRecord'];
    return {
      declining: policy.onNoRecord === 'decline' ? reasons : [],
      flagging: policy.onNoRecord === 'flag' ? reasons : [],
    };
  }
  const records = codesStillKept(report.adverseRecords, policy, on);
  return {
    declining: [
      ...named('overdueNow', exceeds(report.overdueNowMinor, policy.overdueNowMaxMinor)),
      ...named('overdueOften', exceeds(report.overdueMonthsIn24, policy.overdueMonthsIn24Max)),
      ...records.filter((code) => policy.decliningRecords.includes(code)),
    ],
    flagging: [
      ...named('manyEnquiries', exceeds(report.enquiriesIn6Months, policy.enquiriesIn6MonthsMax)),
      ...records.filter((code) => !policy.decliningRecords.includes(code)),
    ],
  };
}

/** Adverse data older than five years from the end of the conduct is deleted, so not held against anybody (征信业管理条例 art. 16). */
function codesStillKept(
  records: readonly AdverseRecord[],
  policy: CreditCheckPolicy,
  on: BusinessDate,
): string[] {
  const kept = records.filter(
    ({ endedOn }) => endedOn === null || addMonths(endedOn, policy.adverseRecordYears * 12) > on,
  );
  return [...new Set(kept.map(({ code }) => code))];
}

function exceeds(value: number, bound: number | null): boolean {
  return bound !== null && value > bound;
}

function named(code: string, holds: boolean): string[] {
  return holds ? [code] : [];
}
