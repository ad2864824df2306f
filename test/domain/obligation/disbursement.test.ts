import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { businessDate } from '#domain/calendar/business-date';
import {
  decideDisbursement,
  type DisbursementStanding,
} from '#domain/disbursement/decide-disbursement';
import { decideLetterExpiry } from '#domain/disbursement/decide-letter-expiry';

const standing: DisbursementStanding = {
  issuedOn: businessDate('2026-03-01'),
  validUntil: businessDate('2026-05-30'),
  loanMinor: 100_000,
  guaranteedMinor: 80_000,
  share: { partMinor: 8000, wholeMinor: 10_000 },
  disbursedMinor: 0,
  drawnMinor: 0,
  undrawnMinor: 80_000,
};
const several = { drawdowns: 'several', aboveLoan: 'refused' } as const;
const sba = { drawdowns: 'one', aboveLoan: 'unguaranteed' } as const;
const on = businessDate('2026-04-01');

describe('a drawdown', () => {
  test('brings its covered part into force and leaves the rest undrawn', () => {
    expect(decideDisbursement({ amountMinor: 40_000, disbursedOn: on }, standing, several)).toEqual(
      {
        kind: 'accepted',
        outstandingAddedMinor: 32_000,
        undrawnReleasedMinor: 0,
        undrawnLeftMinor: 48_000,
      },
    );
  });

  test('under a letter for one drawdown releases what it does not use the same day', () => {
    const one = { ...several, drawdowns: 'one' } as const;
    expect(decideDisbursement({ amountMinor: 40_000, disbursedOn: on }, standing, one)).toEqual({
      kind: 'accepted',
      outstandingAddedMinor: 32_000,
      undrawnReleasedMinor: 48_000,
      undrawnLeftMinor: 0,
    });
  });

  test.each([
    [{ amountMinor: 0, disbursedOn: on }, {}, 'notPositive'],
    [{ amountMinor: 0.5, disbursedOn: on }, {}, 'notPositive'],
    [{ amountMinor: 1, disbursedOn: businessDate('2026-02-28') }, {}, 'beforeIssuance'],
    [{ amountMinor: 1, disbursedOn: businessDate('2026-05-31') }, {}, 'letterExpired'],
    [{ amountMinor: 1, disbursedOn: on }, { undrawnMinor: 0 }, 'nothingUndrawn'],
    [{ amountMinor: 100_001, disbursedOn: on }, {}, 'aboveLoan'],
    [{ amountMinor: 50_001, disbursedOn: on }, { disbursedMinor: 50_000 }, 'aboveLoan'],
  ])('%j on %j is refused: %s', (drawdown, changes, code) => {
    expect(decideDisbursement(drawdown, { ...standing, ...changes }, several)).toEqual({
      kind: 'refused',
      code,
    });
  });

  test('counts on the last day of the letter', () => {
    const lastDay = { amountMinor: 1000, disbursedOn: standing.validUntil };
    expect(decideDisbursement(lastDay, standing, several).kind).toBe('accepted');
  });

  test.each([
    // loan, guaranteed, disbursed, outstanding, released: rows of the public file's shape
    [6_000_000, 5_400_000, 6_000_000, 5_400_000, 0],
    [10_000_000, 7_500_000, 4_321_700, 3_241_275, 4_258_725],
    [2_500_000, 1_250_000, 9_000_000, 1_250_000, 0],
    [3, 2, 1, 1, 1],
  ])(
    'of %d, guaranteed %d, disbursed %d puts %d in force and releases %d',
    (loanMinor, guaranteedMinor, disbursed, outstanding, released) => {
      const issued = {
        ...standing,
        loanMinor,
        guaranteedMinor,
        undrawnMinor: guaranteedMinor,
        share: { partMinor: guaranteedMinor, wholeMinor: loanMinor },
      };
      expect(decideDisbursement({ amountMinor: disbursed, disbursedOn: on }, issued, sba)).toEqual({
        kind: 'accepted',
        outstandingAddedMinor: outstanding,
        undrawnReleasedMinor: released,
        undrawnLeftMinor: 0,
      });
    },
  );

  test('many small drawdowns bring exactly the liability of one large one', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 10_000 }), (amounts, coveredBps) => {
        const loanMinor = 100_000;
        const guaranteedMinor = loanMinor * (coveredBps / 10_000);
        const share = { partMinor: coveredBps, wholeMinor: 10_000 };
        const start = {
          ...standing,
          loanMinor,
          guaranteedMinor: Math.round(guaranteedMinor),
          share,
        };
        let now: DisbursementStanding = { ...start, undrawnMinor: start.guaranteedMinor };
        for (const amountMinor of amounts) {
          const outcome = decideDisbursement({ amountMinor, disbursedOn: on }, now, several);
          if (outcome.kind === 'refused') throw new Error(outcome.code);
          const drawnMinor = now.drawnMinor + outcome.outstandingAddedMinor;
          expect(drawnMinor + outcome.undrawnLeftMinor).toBe(now.guaranteedMinor);
          now = {
            ...now,
            disbursedMinor: now.disbursedMinor + amountMinor,
            drawnMinor,
            undrawnMinor: outcome.undrawnLeftMinor,
          };
          if (now.undrawnMinor === 0) break;
        }
        const whole = { amountMinor: now.disbursedMinor, disbursedOn: on };
        const atOnce = decideDisbursement(
          whole,
          { ...start, undrawnMinor: start.guaranteedMinor },
          several,
        );
        expect(atOnce).toMatchObject({ outstandingAddedMinor: now.drawnMinor });
      }),
    );
  });
});

describe('the end of a letter', () => {
  test.each([
    [0, 80, { kind: 'lapsed', releasedMinor: 80 }],
    [30, 50, { kind: 'undrawnReleased', releasedMinor: 50 }],
    [80, 0, { kind: 'fullyDrawn' }],
  ])('with %d drawn and %d undrawn is %j', (drawnMinor, undrawnMinor, outcome) => {
    expect(decideLetterExpiry({ drawnMinor, undrawnMinor })).toEqual(outcome);
  });
});
