import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { convertMinor, rateOn, readRates, type DatedRate } from '#domain/money/convert';

const rate = (changes: Partial<DatedRate> = {}): DatedRate => ({
  ...{ from: 'USD', to: 'CNY', date: '2025-12-31', rate: '7.0288', source: 'central parity' },
  ...changes,
});
const cents = { from: 2, to: 2 };

describe('an amount in another currency', () => {
  test('is converted half-up, to the last 分', () => {
    expect(convertMinor(100, rate(), cents)).toBe(703);
    expect(convertMinor(1, rate({ rate: '0.5' }), cents)).toBe(1);
    expect(convertMinor(1, rate({ rate: '0.499999999999' }), cents)).toBe(0);
    expect(convertMinor(-1, rate({ rate: '0.5' }), cents)).toBe(-1);
  });

  test('is exact where a float is not', () => {
    expect(1.005 * 100).toBeLessThan(100.5);
    expect(convertMinor(100, rate({ rate: '1.005' }), cents)).toBe(101);
  });

  test('heeds the decimals of both minor units', () => {
    expect(convertMinor(1000, rate({ from: 'JPY', rate: '0.045' }), { from: 0, to: 2 })).toBe(4500);
    expect(convertMinor(4500, rate({ to: 'JPY', rate: '20' }), { from: 2, to: 0 })).toBe(900);
  });

  test('is off by half a minor unit at most, however large', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 13 }),
        fc.integer({ min: 1, max: 10 ** 5 }),
        (amount, e4) => {
          const converted = convertMinor(amount, rate({ rate: (e4 / 10_000).toFixed(4) }), cents);
          const error = BigInt(converted) * 10_000n - BigInt(amount) * BigInt(e4);
          expect(error > -5000n && error <= 5000n).toBe(true);
        },
      ),
    );
  });
});

describe('the rate that is used', () => {
  const rates = [
    rate({ date: '2025-12-30', rate: '7.0' }),
    rate({ date: '2026-01-05', rate: '7.2' }),
    rate(),
    rate({ from: 'EUR', date: '2026-01-03' }),
  ];
  const asked = { from: 'USD', to: 'CNY' };

  test('is the latest on or before the day, in whatever order they are given', () => {
    expect(rateOn(rates, { ...asked, on: '2025-12-31' })?.rate).toBe('7.0288');
    expect(rateOn(rates, { ...asked, on: '2026-01-04' })?.rate).toBe('7.0288');
    expect(rateOn(rates, { ...asked, on: '2026-01-05' })?.rate).toBe('7.2');
    expect(rateOn(rates, { ...asked, on: '2025-12-30' })?.rate).toBe('7.0');
  });

  test('is never of a later day, another pair, or the other direction', () => {
    expect(rateOn(rates, { ...asked, on: '2025-12-29' })).toBeNull();
    expect(rateOn(rates, { from: 'CNY', to: 'USD', on: '2026-01-05' })).toBeNull();
    expect(rateOn(rates, { from: 'USD', to: 'EUR', on: '2026-01-05' })).toBeNull();
  });
});

describe('rates', () => {
  test.each([
    ['no object', 7, 'is no object'],
    ['no day', { ...rate(), date: '' }, 'date must be a text'],
    ['a number for a rate', { ...rate(), rate: 7.1 }, 'rate must be a text'],
    ['a number for a source', { ...rate(), source: 1 }, 'source must be a text'],
    ['a negative rate', rate({ rate: '-7' }), 'rate must be a decimal above 0 (is -7)'],
    ['a rate of nothing', rate({ rate: '0.0' }), 'rate must be a decimal above 0 (is 0.0)'],
    ['an exponent', rate({ rate: '7e1' }), 'rate must be a decimal above 0 (is 7e1)'],
    [
      'a day that is none',
      rate({ date: '2025-02-30' }),
      'date must be a day as YYYY-MM-DD (is 2025-02-30)',
    ],
    ['no currency', rate({ from: 'usd' }), 'usd is no currency of ISO 4217'],
    ['one currency twice', rate({ to: 'USD' }), 'a currency has no rate to itself'],
  ])('with %s are refused whole', (_, value, problem) => {
    expect(readRates([rate({ date: '2024-01-01' }), value])).toEqual({
      kind: 'malformed',
      problems: [`rate 2: ${problem}`],
    });
  });

  test('of one day are given once', () => {
    expect(readRates([rate(), rate({ rate: '7' })])).toMatchObject({
      problems: ['rate 2: USD/CNY 2025-12-31 is given twice'],
    });
    expect(readRates([rate()])).toEqual({ kind: 'rates', rates: [rate()] });
  });
});
