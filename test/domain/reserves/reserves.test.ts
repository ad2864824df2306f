import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accountingPeriod, endOfYearBefore } from '#domain/reserves/accounting-period';
import { decideReserves, type ReserveInputs } from '#domain/reserves/decide-reserves';
import { readReservePolicy, statutoryPolicy } from '#domain/reserves/reserve-policy';
import { businessDate } from '#domain/calendar/business-date';

const period = (name: string) => {
  const read = accountingPeriod(name);
  if (read === null) throw new Error(`${name} is no period`);
  return read;
};
const none = {
  regulatoryUnearnedPremium: 0,
  regulatoryCompensation: 0,
  regulatoryGeneralRisk: 0,
  reportingOutstandingProvision: 0,
  reportingReceivableImpairment: 0,
};
const inputs: ReserveInputs = {
  yearPremiumMinor: 1_000_01,
  classes: [
    { riskClass: 'pass', outstandingMinor: 100_000_00, receivableMinor: 0 },
    { riskClass: 'doubtful', outstandingMinor: 10_000_00, receivableMinor: 8_000_00 },
  ],
  levels: none,
  netProfitMinor: 5_000_00,
};
const levelsAfter = (name: string, given: ReserveInputs = inputs, policy = statutoryPolicy) =>
  Object.fromEntries(
    decideReserves(period(name), given, policy).map(({ reserve, levelMinor }) => [
      reserve,
      levelMinor,
    ]),
  );

describe('an accounting period', () => {
  test('is a month, a quarter or a year', () => {
    expect(period('2024-02')).toMatchObject({ from: '2024-02-01', through: '2024-02-29' });
    expect(period('2026-Q4')).toMatchObject({ from: '2026-10-01', endsYear: true });
    expect(period('2026')).toMatchObject({ from: '2026-01-01', through: '2026-12-31' });
    expect(accountingPeriod('2026-13')).toBeNull();
    expect(accountingPeriod('2026-Q5')).toBeNull();
    expect(endOfYearBefore(businessDate('2026-07-01'))).toBe('2025-12-31');
  });
});

describe('reserves at a close', () => {
  test('stand each on its own basis at the end of a year', () => {
    expect(levelsAfter('2026-12')).toEqual({
      regulatoryUnearnedPremium: 500_01,
      regulatoryCompensation: 1_100_00,
      regulatoryGeneralRisk: 500_00,
      reportingOutstandingProvision: 6_000_00,
      reportingReceivableImpairment: 4_000_00,
    });
  });

  test('within a year are the inputs to reporting alone', () => {
    expect(Object.keys(levelsAfter('2026-11'))).toEqual([
      'reportingOutstandingProvision',
      'reportingReceivableImpairment',
    ]);
  });

  test('for compensation grow by a hundredth a year up to a tenth, then by the difference', () => {
    const grownFrom = (regulatoryCompensation: number, policy = statutoryPolicy) =>
      levelsAfter('2026', { ...inputs, levels: { ...none, regulatoryCompensation } }, policy)[
        'regulatoryCompensation'
      ];
    expect(grownFrom(10_500_00)).toBe(11_000_00);
    expect(grownFrom(11_000_00)).toBe(11_000_00);
    expect(grownFrom(12_000_00)).toBe(12_000_00);
    const regulatory = { ...statutoryPolicy.regulatory, compensationAboveCap: 'release' as const };
    expect(grownFrom(12_000_00, { ...statutoryPolicy, regulatory })).toBe(11_000_00);
  });

  test('undo the former unearned-premium reserve and provisions, and no other', () => {
    const levels = Object.fromEntries(Object.keys(none).map((name) => [name, 7])) as typeof none;
    const reversed = decideReserves(period('2026'), { ...inputs, levels }, statutoryPolicy)
      .filter(({ reversesMinor }) => reversesMinor === 7)
      .map(({ reserve }) => reserve);
    expect(reversed).toEqual([
      'regulatoryUnearnedPremium',
      'reportingOutstandingProvision',
      'reportingReceivableImpairment',
    ]);
  });

  test('never stand below zero, whatever the year brought', () => {
    fc.assert(
      fc.property(fc.integer(), fc.option(fc.integer()), (yearPremiumMinor, netProfitMinor) => {
        const moves = decideReserves(
          period('2026'),
          { ...inputs, yearPremiumMinor, netProfitMinor },
          statutoryPolicy,
        );
        expect(moves.every(({ levelMinor }) => levelMinor >= 0)).toBe(true);
      }),
    );
  });
});

describe('a reserve policy', () => {
  test('is read with every rate and source, or refused with all that is wrong', () => {
    expect(readReservePolicy(statutoryPolicy)).toMatchObject({ kind: 'policy' });
    const wrong = readReservePolicy({ regulatory: { source: 'a' }, reporting: {} });
    expect(wrong.kind === 'malformed' && wrong.problems.length).toBe(16);
    expect(readReservePolicy(null).kind).toBe('malformed');
  });
});
