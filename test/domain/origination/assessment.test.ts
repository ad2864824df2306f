import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { assessmentFacts } from '#domain/assessment/assessment-facts';
import { decideAssessment } from '#domain/assessment/decide-assessment';
import { gradeOf, scoreApplication, type Scorecard } from '#domain/assessment/scorecard';
import { businessDate } from '#domain/calendar/business-date';
import { intakeFacts } from '#domain/intake/decide-intake';

const name = { zh: '特征', en: 'characteristic' };
const scorecard: Scorecard = {
  startPoints: 100,
  reasonsMax: 2,
  characteristics: [
    {
      field: 'months',
      name,
      reasonCode: 'shortHistory',
      bins: [
        { below: 12, points: 0 },
        { atLeast: 12, below: 36, points: 20 },
        { atLeast: 36, points: 40 },
      ],
      otherwise: 5,
    },
    {
      field: 'taxGrade',
      name,
      reasonCode: 'lowTaxGrade',
      bins: [
        { in: ['A', 'B'], points: 30 },
        { in: ['C'], points: 10 },
      ],
      otherwise: 0,
    },
    {
      field: 'insured',
      name,
      reasonCode: 'notInsured',
      bins: [{ in: [true], points: 5 }],
      otherwise: 0,
    },
  ],
  grades: [
    { grade: 'A', minPoints: 160 },
    { grade: 'B', minPoints: 130 },
    { grade: 'C', minPoints: 0 },
  ],
};

describe('the scorecard', () => {
  test.each([
    [{ months: 36, taxGrade: 'A', insured: true }, 175, 'A', []],
    [{ months: 35, taxGrade: 'B', insured: true }, 155, 'B', ['shortHistory']],
    [{ months: 12, taxGrade: 'C', insured: false }, 130, 'B', ['shortHistory', 'lowTaxGrade']],
    [{ months: 11, taxGrade: 'X' }, 100, 'C', ['shortHistory', 'lowTaxGrade']],
    [{}, 105, 'C', ['shortHistory', 'lowTaxGrade']],
  ])('gives %j %d points and grade %s', (facts, points, grade, reasonCodes) => {
    expect(scoreApplication(facts, scorecard)).toMatchObject({ points, grade, reasonCodes });
  });

  test('explains every point', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -5, max: 100 }),
        fc.constantFrom('A', 'B', 'C', 'D', null),
        fc.boolean(),
        (months, taxGrade, insured) => {
          const score = scoreApplication({ months, taxGrade, insured }, scorecard);
          const explained = score.characteristics.reduce((sum, { points }) => sum + points, 0);
          expect(scorecard.startPoints + explained).toBe(score.points);
          expect(score.grade).toBe(gradeOf(score.points, scorecard.grades));
        },
      ),
    );
  });

  test('gives the lowest grade below all of them', () => {
    expect(gradeOf(-50, scorecard.grades)).toBe('C');
    expect(() => gradeOf(0, [])).toThrow(RangeError);
  });
});

describe('assessment', () => {
  const score = scoreApplication({}, scorecard);

  test('a grade that the product does not guarantee declines an enterprise', () => {
    const outcome = decideAssessment(score, { naturalPerson: false }, { declineGrades: ['C'] });
    expect(outcome).toMatchObject({ kind: 'declined', grade: 'C' });
  });

  test('a natural person is referred to a human instead (个人信息保护法 24)', () => {
    const outcome = decideAssessment(score, { naturalPerson: true }, { declineGrades: ['C'] });
    expect(outcome).toMatchObject({ kind: 'referred', reasonCodes: score.reasonCodes });
  });

  test('any other grade is assessed', () => {
    expect(decideAssessment(score, { naturalPerson: true }, { declineGrades: [] }).kind).toBe(
      'assessed',
    );
  });
});

describe('the facts of an assessment', () => {
  const application = {
    applicantKind: 'enterprise',
    establishedOn: '2024-03-31',
    annualRevenueMinor: 3_000_000,
    totalAssetsMinor: 0,
    totalLiabilitiesMinor: 5,
  };
  const intake = intakeFacts(application, {
    productClass: 'loan',
    sizesEnterprises: true,
    checklist: [],
  });
  const terms = { loanMinor: 1_000_000, amountMinor: 800_000, tenorMonths: 12 };
  const on = businessDate('2026-03-30');

  test('count whole months and round ratios down', () => {
    expect(assessmentFacts(application, terms, intake, null, on)).toMatchObject({
      monthsInBusiness: 23,
      loanToRevenueBps: 3333,
      debtToAssetsBps: null,
      creditRecordFound: null,
      overdueNowMinor: null,
    });
  });

  test('cannot be overwritten by a form that uses their names', () => {
    const forged = { ...application, loanMinor: 1, farmer: true, monthsInBusiness: 999 };
    expect(assessmentFacts(forged, terms, intake, null, on)).toMatchObject({
      loanMinor: 1_000_000,
      amountMinor: 800_000,
      farmer: false,
      monthsInBusiness: 23,
    });
  });

  test('carry the figures of the credit report', () => {
    const report = {
      kind: 'found',
      reportedOn: on,
      overdueNowMinor: 7,
      overdueMonthsIn24: 2,
      enquiriesIn6Months: 3,
      adverseRecords: [],
    } as const;
    expect(assessmentFacts(application, terms, intake, report, on)).toMatchObject({
      creditRecordFound: true,
      overdueNowMinor: 7,
      overdueMonthsIn24: 2,
      enquiriesIn6Months: 3,
    });
    expect(
      assessmentFacts(application, terms, intake, { kind: 'noRecord', reportedOn: on }, on),
    ).toMatchObject({ creditRecordFound: false, overdueMonthsIn24: null });
  });
});
