import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addMonths, businessDate } from '#domain/calendar/business-date';
import { dayCounts } from '#domain/calendar/day-count';
import { everyDayWorks } from '#domain/calendar/working-days';
import {
  repaymentKinds,
  repaymentSchedule,
  type RepaymentPolicy,
  type RepaymentTerms,
} from '#domain/servicing/repayment-schedule';
import { calendarNamed } from '#products/calendars/calendars';

const policy: RepaymentPolicy = {
  kinds: ['equalInstalment'],
  everyMonths: 1,
  dayCount: '30/360',
  roll: 'none',
  seasons: [
    { month: 6, weight: 4 },
    { month: 10, weight: 6 },
  ],
};
const terms: RepaymentTerms = {
  kind: 'equalInstalment',
  principalMinor: 1_000_000,
  annualRateBps: 600,
  disbursedOn: businessDate('2026-01-31'),
  tenorMonths: 12,
};
const plan = (changes: Partial<RepaymentTerms>, other: Partial<RepaymentPolicy> = {}) =>
  repaymentSchedule({ ...terms, ...changes }, { ...policy, ...other }, everyDayWorks);

describe('a repayment schedule', () => {
  test('of equal instalments pays the annuity, the residual last', () => {
    const lines = plan({ disbursedOn: businessDate('2026-01-15') });
    // 1,000,000 at 6 % over 12 months: 86,066.43 a month.
    expect(lines.slice(0, 11).map((line) => line.principalMinor + line.interestMinor)).toEqual(
      Array.from({ length: 11 }, () => 86_066),
    );
    expect(lines[0]).toEqual({
      no: 1,
      dueOn: '2026-02-15',
      principalMinor: 81_066,
      interestMinor: 5_000,
      balanceMinor: 918_934,
    });
    const last = lines.at(-1);
    expect(last).toMatchObject({ no: 12, dueOn: '2027-01-15', balanceMinor: 0 });
    expect(
      Math.abs((last?.principalMinor ?? 0) + (last?.interestMinor ?? 0) - 86_066),
    ).toBeLessThan(12);
  });

  test('of equal principal falls due at month ends that do not stick to a clipped one', () => {
    const lines = plan({ kind: 'equalPrincipal', principalMinor: 100, tenorMonths: 3 });
    expect(lines.map(({ dueOn, principalMinor }) => [dueOn, principalMinor])).toEqual([
      ['2026-02-28', 33],
      ['2026-03-31', 33],
      ['2026-04-30', 34],
    ]);
  });

  test('with interest first pays principal only at maturity', () => {
    const lines = plan({ kind: 'interestFirst', tenorMonths: 7 }, { everyMonths: 3 });
    expect(lines.map((line) => [line.dueOn, line.principalMinor, line.interestMinor])).toEqual([
      ['2026-04-30', 0, 15_000],
      ['2026-07-31', 0, 15_000],
      ['2026-08-31', 1_000_000, 5_000],
    ]);
  });

  test('of one sum at maturity accrues all the way, by the day count agreed', () => {
    expect(plan({ kind: 'bullet' }, { dayCount: 'act/365' })).toEqual([
      {
        no: 1,
        dueOn: '2027-01-31',
        principalMinor: 1_000_000,
        interestMinor: 60_000,
        balanceMinor: 0,
      },
    ]);
  });

  test('of a bill has its face at maturity and no interest', () => {
    expect(plan({ kind: 'billAtMaturity', tenorMonths: 6 })).toEqual([
      {
        no: 1,
        dueOn: '2026-07-31',
        principalMinor: 1_000_000,
        interestMinor: 0,
        balanceMinor: 0,
      },
    ]);
  });

  test('of a farmer follows the harvests, the rest at maturity', () => {
    const lines = plan({
      kind: 'seasonal',
      principalMinor: 110,
      annualRateBps: 0,
      tenorMonths: 12,
    });
    expect(lines.map(({ dueOn, principalMinor }) => [dueOn, principalMinor])).toEqual([
      ['2026-06-30', 40],
      ['2026-10-31', 60],
      ['2027-01-31', 10],
    ]);
  });

  test('moves due dates off days off without changing the interest', () => {
    const china = calendarNamed('china');
    const onSunday = { ...terms, kind: 'bullet', tenorMonths: 4 } as const;
    const moved = repaymentSchedule(onSunday, { ...policy, roll: 'modifiedFollowing' }, china);
    expect(moved[0]?.dueOn).toBe('2026-05-29');
    expect(moved[0]?.interestMinor).toBe(plan(onSunday)[0]?.interestMinor);
  });

  test('without a tenor is a bug', () => {
    expect(() => plan({ tenorMonths: 0 })).toThrow(RangeError);
  });

  test('repays the principal exactly, in order, to its maturity, whatever its kind', () => {
    const anyTerms = fc.record({
      kind: fc.constantFrom(...repaymentKinds),
      principalMinor: fc.integer({ min: 1, max: 50_000_000_000 }),
      annualRateBps: fc.integer({ min: 0, max: 3600 }),
      disbursedOn: fc.constantFrom(businessDate('2026-01-31'), businessDate('2024-02-29')),
      tenorMonths: fc.integer({ min: 1, max: 120 }),
    });
    const anyPolicy = fc.record({
      kinds: fc.constant(repaymentKinds),
      everyMonths: fc.constantFrom(1, 3, 6, 12),
      dayCount: fc.constantFrom(...dayCounts),
      roll: fc.constant('none' as const),
      seasons: fc.constant(policy.seasons),
    });
    fc.assert(
      fc.property(anyTerms, anyPolicy, (given, agreed) => {
        const lines = repaymentSchedule(given, agreed, everyDayWorks);
        const repaid = lines.reduce((sum, { principalMinor }) => sum + principalMinor, 0);
        expect(repaid).toBe(given.principalMinor);
        expect(lines.at(-1)).toMatchObject({
          balanceMinor: 0,
          dueOn: addMonths(given.disbursedOn, given.tenorMonths),
        });
        const dates = lines.map(({ dueOn }) => dueOn);
        expect([...new Set(dates)].sort()).toEqual(dates);
        expect(lines.every((line) => line.principalMinor >= 0 && line.interestMinor >= 0)).toBe(
          true,
        );
      }),
    );
  });
});
