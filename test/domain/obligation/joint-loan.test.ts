import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { borneByBank } from '#domain/payout/payout-by-bank';
import { loanByBank } from '#domain/release/loan-by-bank';
import { splitByShares } from '#domain/money/split';

const banks = [
  { beneficiary: 'agent', shareBps: 6_000 },
  { beneficiary: 'second', shareBps: 4_000 },
];
const lent = { kind: 'disbursed', amountMinor: 1_001 } as const;

describe('a joint loan', () => {
  test('is lent and repaid by the banks’ shares, the last takes the residual', () => {
    expect(loanByBank([lent, { kind: 'repaid', amountMinor: 101 }], banks)).toEqual([
      { beneficiary: 'agent', disbursedMinor: 601, repaidMinor: 61 },
      { beneficiary: 'second', disbursedMinor: 400, repaidMinor: 40 },
    ]);
  });

  test('repaid to one bank is repaid to it alone, and what all get then goes to those still owed', () => {
    const movements = [
      lent,
      { kind: 'repaid', amountMinor: 400, beneficiary: 'second' },
      { kind: 'repaid', amountMinor: 500 },
      { kind: 'clawedBack', amountMinor: 100 },
    ] as const;
    expect(loanByBank(movements, banks)).toEqual([
      { beneficiary: 'agent', disbursedMinor: 601, repaidMinor: 440 },
      { beneficiary: 'second', disbursedMinor: 400, repaidMinor: 360 },
    ]);
  });

  test('is paid bank by bank with both sums exact: each bank’s part, and what each sharer bears', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        weights,
        weights,
        (payable, byBank, bySharer) => {
          const parts = splitByShares(payable, byBank)
            .map((amountMinor, index) => ({ beneficiary: `bank ${index}`, amountMinor }))
            .filter(({ amountMinor }) => amountMinor > 0);
          const borne = splitByShares(payable, bySharer).map((amountMinor, index) => ({
            party: `party ${index}`,
            amountMinor,
          }));
          const laid = borneByBank(parts, borne);
          const sum = (amounts: readonly { amountMinor: number }[]) =>
            amounts.reduce((total, { amountMinor }) => total + amountMinor, 0);
          for (const part of laid) expect(sum(part.borne ?? [])).toBe(part.amountMinor);
          for (const { party, amountMinor } of borne) {
            const of = laid.flatMap((part) =>
              (part.borne ?? []).filter((one) => one.party === party),
            );
            expect(sum(of)).toBe(amountMinor);
          }
        },
      ),
    );
  });
});
