import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, businessDate } from '#domain/calendar/business-date';
import { everyDayWorks } from '#domain/calendar/working-days';
import {
  classify,
  nextWorseningDay,
  riskClasses,
  worseOf,
  type ClassificationPolicy,
} from '#domain/servicing/classification';
import { decideExtension } from '#domain/servicing/decide-extension';
import { nextInspection, type MonitoringPlan } from '#domain/servicing/inspection';
import { arrearsOn, cureEndsOn, decideCure } from '#domain/servicing/overdue';

const classification: ClassificationPolicy = {
  steps: [
    { fromDaysPastDue: 1, riskClass: 'specialMention' },
    { fromDaysPastDue: 91, riskClass: 'substandard' },
    { fromDaysPastDue: 271, riskClass: 'doubtful' },
    { fromDaysPastDue: 361, riskClass: 'loss' },
  ],
  floors: [{ circumstance: 'debtorBankrupt', riskClass: 'doubtful' }],
};

describe('classification', () => {
  test.each([
    [0, 'pass'],
    [1, 'specialMention'],
    [90, 'specialMention'],
    [91, 'substandard'],
    [270, 'substandard'],
    [271, 'doubtful'],
    [360, 'doubtful'],
    [361, 'loss'],
  ])('%d days past due is %s', (days, riskClass) => {
    expect(classify(days, [], classification)).toBe(riskClass);
  });

  test('a circumstance is a floor, not a ceiling', () => {
    expect(classify(0, ['debtorBankrupt'], classification)).toBe('doubtful');
    expect(classify(400, ['debtorBankrupt'], classification)).toBe('loss');
    expect(classify(0, ['unknownCircumstance'], classification)).toBe('pass');
  });

  test('an empty plan never changes the class by days', () => {
    const none = { steps: [], floors: [] };
    expect(classify(9999, [], none)).toBe('pass');
    expect(nextWorseningDay(9999, none)).toBeNull();
  });

  test('the next worsening is the first day on which the class is worse', () => {
    fc.assert(
      fc.property(fc.nat(400), (days) => {
        const next = nextWorseningDay(days, classification);
        const now = classify(days, [], classification);
        if (next === null) {
          expect(now).toBe('loss');
        } else {
          expect(classify(next - 1, [], classification)).toBe(now);
          expect(classify(next, [], classification)).not.toBe(now);
        }
      }),
    );
  });

  test('the worse of two classes does not depend on their order', () => {
    fc.assert(
      fc.property(fc.constantFrom(...riskClasses), fc.constantFrom(...riskClasses), (a, b) => {
        expect(worseOf(a, b)).toBe(worseOf(b, a));
      }),
    );
  });
});

const schedule = [
  { dueOn: businessDate('2026-01-31'), amountMinor: 100 },
  { dueOn: businessDate('2026-02-28'), amountMinor: 100 },
  { dueOn: businessDate('2026-03-31'), amountMinor: 100 },
];

describe('arrears', () => {
  test.each([
    ['2026-01-31', 0, 0, null, 0],
    ['2026-02-01', 0, 100, '2026-01-31', 1],
    ['2026-02-01', 100, 0, null, 0],
    ['2026-03-10', 50, 150, '2026-01-31', 38],
    ['2026-03-10', 150, 50, '2026-02-28', 10],
    ['2026-12-31', 300, 0, null, 0],
    ['2026-12-31', 0, 300, '2026-01-31', 334],
  ])(
    'on %s with %d repaid are %d since %p',
    (on, repaid, overdueMinor, oldestDueOn, daysPastDue) => {
      expect(arrearsOn(schedule, repaid, businessDate(on))).toEqual({
        overdueMinor,
        oldestDueOn,
        daysPastDue,
      });
    },
  );

  test('a larger repayment never leaves more days past due', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), fc.nat(500), (repaid, more, days) => {
        const on = addDays(businessDate('2026-01-01'), days);
        const before = arrearsOn(schedule, repaid, on);
        const after = arrearsOn(schedule, repaid + more, on);
        expect(after.daysPastDue).toBeLessThanOrEqual(before.daysPastDue);
        expect(after.overdueMinor).toBeLessThanOrEqual(before.overdueMinor);
      }),
    );
  });
});

describe('the cure period', () => {
  const noticedOn = businessDate('2026-03-01');
  const sixty = { curePeriod: { days: 60 } };
  const owing = { overdueMinor: 1, noticedOn };

  test('runs from the bank’s notice', () => {
    expect(cureEndsOn(noticedOn, sixty, everyDayWorks)).toBe('2026-04-30');
    expect(decideCure(owing, businessDate('2026-04-30'), sixty, everyDayWorks)).toEqual({
      kind: 'curing',
      untilDate: '2026-04-30',
    });
    expect(decideCure(owing, businessDate('2026-05-01'), sixty, everyDayWorks)).toEqual({
      kind: 'cureEnded',
      endedOn: '2026-04-30',
    });
  });

  test('ends early when nothing is overdue any more', () => {
    const paid = { overdueMinor: 0, noticedOn };
    expect(decideCure(paid, businessDate('2026-05-09'), sixty, everyDayWorks)).toEqual({
      kind: 'cured',
    });
  });

  test('does not exist where the pack agrees none', () => {
    expect(decideCure(owing, noticedOn, { curePeriod: null }, everyDayWorks)).toEqual({
      kind: 'cureEnded',
      endedOn: noticedOn,
    });
  });
});

describe('inspections', () => {
  const since = businessDate('2026-01-31');
  const plan: MonitoringPlan = {
    inspections: [
      { riskClasses: ['specialMention', 'substandard'], every: { months: 1 } },
      { grades: ['A'], every: { months: 6 } },
      { every: { months: 3 } },
    ],
  };

  test.each([
    ['A', 'pass', '2026-07-31'],
    ['B', 'pass', '2026-04-30'],
    [null, 'pass', '2026-04-30'],
    ['A', 'substandard', '2026-02-28'],
  ] as const)('of grade %p in class %s are next due on %s', (grade, riskClass, due) => {
    expect(nextInspection(since, { grade, riskClass }, plan, everyDayWorks)).toBe(due);
  });

  test('are none under an empty plan', () => {
    const guarantee = { grade: 'A', riskClass: 'loss' } as const;
    expect(nextInspection(since, guarantee, { inspections: [] }, everyDayWorks)).toBeNull();
  });
});

describe('an extension', () => {
  const current = {
    maturity: businessDate('2026-06-30'),
    consentedMaturity: businessDate('2026-06-30'),
  };
  const newMaturity = businessDate('2026-12-31');

  test('with our consent moves both maturities', () => {
    expect(decideExtension({ newMaturity, consented: true }, current)).toEqual({
      kind: 'extended',
      maturity: newMaturity,
      consentedMaturity: newMaturity,
    });
  });

  test('without our consent leaves the guarantee period where it was (民法典 695)', () => {
    expect(decideExtension({ newMaturity, consented: false }, current)).toEqual({
      kind: 'extended',
      maturity: newMaturity,
      consentedMaturity: current.consentedMaturity,
    });
  });

  test('to an earlier day is none', () => {
    const same = { newMaturity: current.maturity, consented: true };
    expect(decideExtension(same, current)).toEqual({ kind: 'refused', code: 'notLater' });
  });
});
