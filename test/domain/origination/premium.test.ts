import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { businessDate } from '#domain/calendar/business-date';
import { refundOnEarlyRelease, refundOnRefusal } from '#domain/premium/decide-premium-refund';
import { coverOf, earnedThrough } from '#domain/premium/premium-cover';
import { priceGuarantee, type PricingPolicy } from '#domain/premium/price-guarantee';

const policy: PricingPolicy = {
  basis: 'guaranteedAmount',
  rates: [
    { grades: ['A'], tenorMonthsMax: 12, premiumRateBps: 50 },
    { grades: ['A'], tenorMonthsMax: null, premiumRateBps: 60 },
    { grades: ['B'], tenorMonthsMax: 12, premiumRateBps: 150 },
  ],
  capRateBps: 100,
  minimumMinor: 20_000,
  schedule: { kind: 'every', months: 12 },
  onEarlyRelease: 'unearnedByDay',
};
const request = {
  loanMinor: 100_000_000,
  guaranteedMinor: 80_000_000,
  tenorMonths: 12,
  grade: 'A',
};

describe('the premium', () => {
  test('is the rate of grade and tenor on its basis, for each year', () => {
    expect(priceGuarantee(request, policy)).toEqual({
      kind: 'priced',
      premiumRateBps: 50,
      premiumMinor: 400_000,
      instalments: [{ no: 1, afterMonths: 0, months: 12, amountMinor: 400_000 }],
      lines: [
        { code: 'byRate', basisMinor: 80_000_000, rateBps: 50, months: 12, amountMinor: 400_000 },
      ],
    });
  });

  test('of a longer tenor is due year by year, the last instalment for the months left', () => {
    const outcome = priceGuarantee({ ...request, tenorMonths: 30 }, policy);
    expect(outcome).toMatchObject({
      premiumRateBps: 60,
      premiumMinor: 1_200_000,
      instalments: [
        { afterMonths: 0, months: 12, amountMinor: 480_000 },
        { afterMonths: 12, months: 12, amountMinor: 480_000 },
        { afterMonths: 24, months: 6, amountMinor: 240_000 },
      ],
    });
  });

  test('is never above the pack’s cap, nor above the programme’s', () => {
    expect(priceGuarantee({ ...request, grade: 'B' }, policy)).toMatchObject({
      premiumRateBps: 100,
      premiumMinor: 800_000,
    });
    expect(
      priceGuarantee({ ...request, grade: 'B', programmeCapRateBps: 40 }, policy),
    ).toMatchObject({ premiumRateBps: 40, premiumMinor: 320_000 });
  });

  test('is at least the minimum, unless the cap is below even that', () => {
    const small = { ...request, loanMinor: 3_000_000, guaranteedMinor: 2_400_000 };
    expect(priceGuarantee(small, policy)).toMatchObject({
      premiumMinor: 20_000,
      lines: [{ code: 'byRate', amountMinor: 12_000 }, { code: 'minimum' }],
    });
    const tiny = { ...request, loanMinor: 1_000_000, guaranteedMinor: 800_000 };
    expect(priceGuarantee(tiny, policy)).toMatchObject({
      premiumMinor: 8_000,
      lines: [{ code: 'byRate' }, { code: 'minimum' }, { code: 'cap', rateBps: 100 }],
    });
  });

  test('of a grade without a rate is no premium but a refusal', () => {
    expect(priceGuarantee({ ...request, grade: 'Z' }, policy)).toEqual({
      kind: 'unpriced',
      code: 'noRateForGradeAndTenor',
    });
    expect(priceGuarantee({ ...request, grade: 'B', tenorMonths: 13 }, policy).kind).toBe(
      'unpriced',
    );
  });

  test('stays within its cap and is the sum of its instalments, for every request', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000_000_000 }),
        fc.integer({ min: 1, max: 360 }),
        fc.constantFrom(1, 3, 12),
        (guaranteedMinor, tenorMonths, months) => {
          const outcome = priceGuarantee(
            { ...request, guaranteedMinor, tenorMonths },
            { ...policy, schedule: { kind: 'every', months } },
          );
          if (outcome.kind !== 'priced') throw new Error('grade A has a rate for every tenor');
          const cap = (BigInt(guaranteedMinor) * 100n * BigInt(tenorMonths)) / 120_000n;
          expect(BigInt(outcome.premiumMinor) <= cap).toBe(true);
          const due = outcome.instalments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
          expect(due).toBe(outcome.premiumMinor);
          expect(outcome.instalments.every(({ amountMinor }) => amountMinor >= 0)).toBe(true);
        },
      ),
    );
  });
});

describe('the refund of a premium', () => {
  const year = {
    amountMinor: 36_500,
    from: businessDate('2026-01-01'),
    to: businessDate('2026-12-31'),
  };

  test('is the part of the days after the release', () => {
    expect(refundOnEarlyRelease([year], businessDate('2026-07-01'), policy)).toEqual({
      kind: 'refund',
      refundMinor: 18_300,
    });
  });

  test('is all of it when the release comes before the days covered, never more', () => {
    const next = { ...year, from: businessDate('2027-01-01'), to: businessDate('2027-12-31') };
    expect(refundOnEarlyRelease([year, next], businessDate('2025-06-01'), policy)).toEqual({
      kind: 'refund',
      refundMinor: 73_000,
    });
  });

  test('is none where nothing is left, or nothing is agreed', () => {
    expect(refundOnEarlyRelease([year], businessDate('2026-12-31'), policy)).toEqual({
      kind: 'none',
      code: 'fullyEarned',
    });
    expect(
      refundOnEarlyRelease([year], businessDate('2026-07-01'), { onEarlyRelease: 'none' }),
    ).toEqual({ kind: 'none', code: 'notAgreed' });
  });

  test('is all that is not earned where the letter is never used, unless the pack keeps it', () => {
    expect(refundOnRefusal(500, {})).toEqual({ kind: 'refund', refundMinor: 500 });
    expect(refundOnRefusal(500, { onRefusal: 'none' })).toEqual({
      kind: 'none',
      code: 'notAgreed',
    });
  });
});

describe('a premium is earned', () => {
  test('by day over its cover, neither before nor after it, and wholly by its last day', () => {
    const cover = coverOf(
      { afterMonths: 12, months: 12, amountMinor: 1000 },
      businessDate('2024-01-31'),
    );
    expect(cover).toMatchObject({ from: '2025-01-31', to: '2026-01-30' });
    expect(earnedThrough(cover, businessDate('2025-01-30'))).toBe(0);
    expect(earnedThrough(cover, businessDate('2025-01-31'))).toBe(3);
    expect(earnedThrough(cover, businessDate('2026-01-30'))).toBe(1000);
    expect(earnedThrough(cover, businessDate('2030-01-01'))).toBe(1000);
  });
});
