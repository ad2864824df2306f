import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  amountsOf,
  payableAccessories,
  sumOfAccessories,
} from '#domain/payout/payable-accessories';

describe('accessories beside a claim’s principal', () => {
  test('are paid as far as they are claimed and due', () => {
    expect(
      payableAccessories({ interest: 50, penalty: 20 }, { interest: 30, penalty: 40 }, null),
    ).toEqual([
      { accessory: 'interest', claimedMinor: 50, payableMinor: 30, limitedBy: 'due' },
      { accessory: 'penalty', claimedMinor: 20, payableMinor: 20, limitedBy: 'claim' },
    ]);
  });

  test('share what a ceiling on all leaves: interest first, then penalty, then cost', () => {
    const due = { interest: 30, penalty: 20, enforcementCost: 10 };
    const payable = payableAccessories(due, due, 35);
    expect(payable.map(({ payableMinor, limitedBy }) => [payableMinor, limitedBy])).toEqual([
      [30, 'claim'],
      [5, 'cap'],
      [0, 'cap'],
    ]);
  });

  test('never exceed claim, due or ceiling', () => {
    const amount = fc.integer({ min: 0, max: 1_000_000 });
    const amounts = fc.record({ interest: amount, penalty: amount, enforcementCost: amount });
    fc.assert(
      fc.property(amounts, amounts, fc.option(amount), (claimed, due, headroom) => {
        const paid = amountsOf(payableAccessories(claimed, due, headroom));
        for (const [name, paidMinor] of Object.entries(paid)) {
          const accessory = name as keyof typeof due;
          expect(paidMinor).toBeLessThanOrEqual(Math.min(claimed[accessory], due[accessory]));
        }
        expect(sumOfAccessories(paid)).toBeLessThanOrEqual(headroom ?? Infinity);
      }),
    );
  });
});
