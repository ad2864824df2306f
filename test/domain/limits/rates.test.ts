import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { capStateAt, stopLine } from '#domain/limits/rates';
import { ratesOfRule, ruleRatesAfter, usualTerms } from '#domain/limits/terms';

const rates = { warningBps: 8000, stopBps: 9500 };

test('a cap warns and stops from its rates on, the rates themselves included', () => {
  expect(capStateAt(799, 1000, rates)).toBe('free');
  expect(capStateAt(800, 1000, rates)).toBe('warning');
  expect(capStateAt(949, 1000, rates)).toBe('warning');
  expect(capStateAt(950, 1000, rates)).toBe('stopped');
  expect(capStateAt(1000, 1000, { ...rates, stopBps: null })).toBe('warning');
});

test('an unused cap is free, even a cap of nothing', () => {
  expect(capStateAt(0, 0, rates)).toBe('free');
  expect(capStateAt(1, 0, rates)).toBe('stopped');
});

test('what is used up to the stop line is not above it, and one unit more is stopped, however large', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 7_500_000_000_000_000 }),
      fc.integer({ min: 1, max: 10_000 }),
      (ceiling, stopBps) => {
        const line = stopLine(ceiling, { stopBps });
        expect(line).toBeLessThanOrEqual(ceiling);
        expect(BigInt(line) * 10_000n <= BigInt(ceiling) * BigInt(stopBps)).toBe(true);
        expect(capStateAt(line + 1, ceiling, { warningBps: 1, stopBps })).toBe('stopped');
      },
    ),
  );
  expect(stopLine(1000, { stopBps: null })).toBe(1000);
});

test('a statutory rule has its own rates, and the book’s where it has none', () => {
  const ruleRates = { oneDebtor: { stopBps: 8000 }, leverage: { warningBps: 7000, stopBps: null } };
  const terms = { ...usualTerms, stopBps: 9500, ruleRates };
  const basis = { netAssetsMinor: 100, holdingsMinor: 0, terms };
  expect(ratesOfRule(basis, 'oneDebtor')).toEqual({ warningBps: 9000, stopBps: 8000 });
  expect(ratesOfRule(basis, 'relatedDebtors')).toEqual({ warningBps: 9000, stopBps: 9500 });
  expect(ratesOfRule(basis, 'leverage')).toEqual({ warningBps: 7000, stopBps: null });
});

test('rates of a rule are given whole, kept where they are not named, and given back by null', () => {
  const before = { oneDebtor: { stopBps: 8000 }, leverage: { warningBps: 7000, stopBps: null } };
  expect(ruleRatesAfter(before)).toEqual(before);
  expect(ruleRatesAfter(before, { oneDebtor: { warningBps: 1 }, leverage: null })).toEqual({
    oneDebtor: { warningBps: 1 },
  });
});
