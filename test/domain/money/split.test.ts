import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { halfUp, halfUpShare } from '#domain/money/half-up';
import { splitByShares, splitWithin } from '#domain/money/split';

const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);

describe('dividing an amount', () => {
  test('half a minor unit goes up, exactly, beyond what a float can hold', () => {
    expect(halfUp(5n, 2n)).toBe(3n);
    expect(halfUp(1n, 3n)).toBe(0n);
    expect(halfUpShare(9_007_199_254_740_991, 9_007_199_254_740_990, 9_007_199_254_740_991)).toBe(
      9_007_199_254_740_990,
    );
    expect(halfUpShare(2_351_900, 7_500, 10_000)).toBe(1_763_925);
    expect(halfUpShare(1, 1, 2)).toBe(1);
  });

  test('every sharer but the last is rounded half-up, the last takes the residual', () => {
    expect(splitByShares(101, [2000, 2000, 4000, 2000])).toEqual([20, 20, 40, 21]);
    expect(splitByShares(99, [1, 1])).toEqual([50, 49]);
    expect(splitByShares(2, [1, 1, 1])).toEqual([1, 1, 0]);
  });

  test('the parts are the whole, none is negative, none is above its room', () => {
    const sharers = fc.array(
      fc.record({ weight: fc.integer({ min: 1, max: 10_000 }), room: fc.nat(1000) }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(sharers, fc.double({ min: 0, max: 1, noNaN: true }), (all, part) => {
        const rooms = all.map(({ room }) => room);
        const amount = Math.floor(total(rooms) * part);
        const parts = splitWithin(
          amount,
          all.map(({ weight }) => weight),
          rooms,
        );
        expect(total(parts)).toBe(amount);
        parts.forEach((share, index) => {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(rooms[index] ?? 0);
        });
      }),
    );
  });

  test('an amount without a sharer, or above all rooms, is a bug', () => {
    expect(() => splitByShares(1, [])).toThrow(RangeError);
    expect(() => splitWithin(3, [1, 1], [1, 1])).toThrow(RangeError);
  });
});
