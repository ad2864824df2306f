import { describe, expect, test } from '@jest/globals';
import { businessDate } from '#domain/calendar/business-date';
import {
  decideCreditCheck,
  decideCreditQuery,
  type CreditCheckPolicy,
  type CreditConsent,
  type CreditReport,
} from '#domain/credit-check/decide-credit-check';

const policy: CreditCheckPolicy = {
  purpose: 'guaranteeApplication',
  reportValidDays: 30,
  onNoRecord: 'flag',
  overdueNowMaxMinor: 0,
  overdueMonthsIn24Max: 6,
  enquiriesIn6MonthsMax: 8,
  decliningRecords: ['dishonestDebtor'],
  adverseRecordYears: 5,
};
const consent: CreditConsent = {
  purpose: 'guaranteeApplication',
  givenOn: businessDate('2026-03-01'),
  validUntil: businessDate('2026-06-30'),
  withdrawnOn: null,
};
const on = businessDate('2026-03-10');
const report: Extract<CreditReport, { kind: 'found' }> = {
  kind: 'found',
  reportedOn: on,
  overdueNowMinor: 0,
  overdueMonthsIn24: 0,
  enquiriesIn6Months: 0,
  adverseRecords: [],
};

describe('a look-up at the bureau', () => {
  test.each([
    [null, 'consentMissing'],
    [{ ...consent, givenOn: businessDate('2026-03-11') }, 'consentMissing'],
    [{ ...consent, purpose: 'marketing' }, 'consentForOtherPurpose'],
    [{ ...consent, validUntil: businessDate('2026-03-09') }, 'consentExpired'],
    [{ ...consent, withdrawnOn: on }, 'consentWithdrawn'],
  ])('under the consent %j is refused: %s', (given, code) => {
    expect(decideCreditQuery(given, policy, on)).toEqual({ kind: 'refused', code });
    expect(decideCreditCheck(report, given, policy, on)).toEqual({ kind: 'refused', code });
  });

  test('is allowed on the last day of its consent', () => {
    expect(decideCreditQuery(consent, policy, businessDate('2026-06-30'))).toEqual({
      kind: 'allowed',
    });
  });
});

describe('a credit report', () => {
  const decide = (changes: Partial<typeof report>) =>
    decideCreditCheck({ ...report, ...changes }, consent, policy, on);

  test('at every bound passes', () => {
    expect(decide({ overdueMonthsIn24: 6, enquiriesIn6Months: 8 })).toEqual({ kind: 'passed' });
  });

  test('with arrears now, or too many before, declines', () => {
    expect(decide({ overdueNowMinor: 1, overdueMonthsIn24: 7 })).toEqual({
      kind: 'declined',
      reasons: ['overdueNow', 'overdueOften'],
    });
  });

  test('with many enquiries is flagged for the officers', () => {
    expect(decide({ enquiriesIn6Months: 9 })).toEqual({
      kind: 'flagged',
      reasons: ['manyEnquiries'],
    });
  });

  test('declines for a record of today, and forgets one that ended five years ago', () => {
    const record = (endedOn: string | null) => ({
      adverseRecords: [
        { code: 'dishonestDebtor', endedOn: endedOn === null ? null : businessDate(endedOn) },
      ],
    });
    expect(decide(record(null)).kind).toBe('declined');
    expect(decide(record('2021-03-11')).kind).toBe('declined');
    expect(decide(record('2021-03-10'))).toEqual({ kind: 'passed' });
  });

  test('other adverse records only flag', () => {
    expect(decide({ adverseRecords: [{ code: 'taxArrears', endedOn: null }] })).toEqual({
      kind: 'flagged',
      reasons: ['taxArrears'],
    });
  });

  test('is stale after its days', () => {
    expect(decideCreditCheck(report, consent, policy, businessDate('2026-04-09')).kind).toBe(
      'passed',
    );
    expect(decideCreditCheck(report, consent, policy, businessDate('2026-04-10'))).toEqual({
      kind: 'stale',
    });
  });

  test.each([
    ['accept', { kind: 'passed' }],
    ['flag', { kind: 'flagged', reasons: ['noCreditRecord'] }],
    ['decline', { kind: 'declined', reasons: ['noCreditRecord'] }],
  ] as const)('that finds nobody is taken as the pack says: %s', (onNoRecord, outcome) => {
    const empty: CreditReport = { kind: 'noRecord', reportedOn: on };
    expect(decideCreditCheck(empty, consent, { ...policy, onNoRecord }, on)).toEqual(outcome);
  });
});
