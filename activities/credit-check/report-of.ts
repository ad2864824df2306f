import type { BusinessDate } from '#domain/calendar/business-date';
import type { CreditReport } from '#domain/credit-check/decide-credit-check';

/** A bureau's report as it comes in. `fault` says nothing of the applicant: it counts as no record. */
export interface ReportedCredit {
  readonly status: 'hit' | 'noRecord' | 'fault';
  readonly overdueMinor?: number;
  readonly overdueCount?: number;
  readonly enquiryCount?: number;
  readonly adverse: readonly { readonly kind: string; readonly recordedOn?: string }[];
}

/** The figures of a report that the decision reads. */
export function reportOf(reported: ReportedCredit, on: string): CreditReport {
  const reportedOn = on as BusinessDate;
  if (reported.status !== 'hit') return { kind: 'noRecord', reportedOn };
  return {
    kind: 'found',
    reportedOn,
    overdueNowMinor: reported.overdueMinor ?? 0,
    overdueMonthsIn24: reported.overdueCount ?? 0,
    enquiriesIn6Months: reported.enquiryCount ?? 0,
    adverseRecords: reported.adverse.map(({ kind, recordedOn }) => ({
      code: kind,
      endedOn: (recordedOn ?? null) as BusinessDate | null,
    })),
  };
}
