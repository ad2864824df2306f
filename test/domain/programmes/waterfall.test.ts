import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { coveredAmount, guaranteedShares } from '#domain/issuance/guaranteed-amount';
import { payoutWaterfall, recoveryWaterfall } from '#domain/programmes/waterfall';
import { listProgrammes, loadProgramme } from '#products/programmes/load-programme';

const { shares, payout } = loadProgramme('standard');
const steps = payout.steps;
const borne = (lossMinor: number, payableMinor: number) =>
  Object.fromEntries(
    payoutWaterfall({ lossMinor, payableMinor }, shares, steps).map(({ party, borneMinor }) => [
      party,
      borneMinor,
    ]),
  );
const amount = fc.integer({ min: 0, max: 1_000_000_000_000 });

describe('the waterfall of a payout', () => {
  test('the guarantor advances all of it, the others reimburse, the bank keeps its part and comes last', () => {
    expect(payoutWaterfall({ lossMinor: 1000, payableMinor: 800 }, shares, steps)).toEqual([
      { party: 'guarantor', does: 'advances', borneMinor: 400, advancedMinor: 800 },
      { party: 'reGuarantor', does: 'reimburses', borneMinor: 200, advancedMinor: 0 },
      { party: 'nationalFund', does: 'reimburses', borneMinor: 200, advancedMinor: 0 },
      { party: 'bank', does: 'retains', borneMinor: 200, advancedMinor: 0 },
    ]);
  });

  test('each guaranteed part is rounded half-up on the loss and the bank takes the residual', () => {
    expect(borne(12, 9)).toEqual({ nationalFund: 2, reGuarantor: 2, guarantor: 5, bank: 3 });
  });

  test('of a payout that a cap cut the last sharer takes the residual', () => {
    expect(borne(1000, 101)).toEqual({
      nationalFund: 25,
      reGuarantor: 25,
      guarantor: 51,
      bank: 899,
    });
  });

  test('under every programme the parts sum to the loss, the guaranteed ones to what is payable', () => {
    fc.assert(
      fc.property(fc.constantFrom(...listProgrammes()), amount, amount, (name, loss, cut) => {
        const programme = loadProgramme(name);
        for (const table of [programme.shares, ...programme.tiers.map((tier) => tier.shares)]) {
          const guaranteedBps = guaranteedShares(table).reduce((sum, s) => sum + s.shareBps, 0);
          const wholeMinor = coveredAmount(loss, { partMinor: guaranteedBps, wholeMinor: 10_000 });
          const payableMinor = Math.min(wholeMinor, cut);
          const parts = payoutWaterfall(
            { lossMinor: loss, payableMinor },
            table,
            programme.payout.steps,
          );
          const sum = (retained: boolean) =>
            parts
              .filter(({ does }) => (does === 'retains') === retained)
              .reduce((total, { borneMinor }) => total + borneMinor, 0);
          // Where the loan itself names its guaranteed part (sba-7a), no bank is among the sharers.
          const retains = table.some(({ role }) => role === 'bank') ? loss - payableMinor : 0;
          expect([sum(false), sum(true)]).toEqual([payableMinor, retains]);
          expect(parts.every(({ borneMinor }) => borneMinor >= 0)).toBe(true);
          expect(parts.reduce((total, part) => total + part.advancedMinor, 0)).toBe(payableMinor);
        }
      }),
    );
  });

  test('more than the loss is never paid', () => {
    expect(() => borne(100, 101)).toThrow('more than the loss');
  });
});

describe('the waterfall of a recovery', () => {
  const sharers = [
    { party: 'nationalFund', borneMinor: 100 },
    { party: 'guarantor', borneMinor: 201 },
  ];

  test('costs go first, then each in proportion to what it bore, the residual to the last', () => {
    expect(recoveryWaterfall(150, { costsMinor: 50, sharers })).toEqual({
      costsMinor: 50,
      sharers: [
        { party: 'nationalFund', amountMinor: 33 },
        { party: 'guarantor', amountMinor: 67 },
      ],
      excessMinor: 0,
    });
  });

  test('what is left over when everybody has all of it back is the debtor’s', () => {
    expect(recoveryWaterfall(400, { costsMinor: 50, sharers }).excessMinor).toBe(49);
  });

  test('nothing is made and nothing is lost, and nobody gets more than it bore', () => {
    fc.assert(
      fc.property(amount, amount, fc.array(amount, { maxLength: 5 }), (received, costs, parts) => {
        const owed = parts.map((borneMinor, index) => ({ party: `sharer${index}`, borneMinor }));
        const outcome = recoveryWaterfall(received, { costsMinor: costs, sharers: owed });
        const shared = outcome.sharers.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
        expect(outcome.costsMinor + shared + outcome.excessMinor).toBe(received);
        outcome.sharers.forEach(({ amountMinor }, index) => {
          expect(amountMinor).toBeLessThanOrEqual(parts[index] ?? 0);
        });
      }),
    );
  });
});
