import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideClawBack } from '#domain/release/decide-claw-back';
import {
  decidePartialRelease,
  decideRelease,
  type RepaymentStanding,
} from '#domain/release/decide-release';

const share = { partMinor: 8000, wholeMinor: 10_000 };
const standing: RepaymentStanding = {
  share,
  guaranteedMinor: 80_000,
  disbursedMinor: 100_000,
  repaidMinor: 0,
  outstandingMinor: 80_000,
  undrawnMinor: 0,
};

describe('a repayment', () => {
  test('releases the covered part of what it repays', () => {
    expect(decideRelease(10_000, standing)).toEqual({
      kind: 'partlyReleased',
      releasedMinor: 8_000,
      outstandingMinor: 72_000,
    });
  });

  test('of everything releases everything', () => {
    expect(decideRelease(100_000, standing)).toEqual({
      kind: 'fullyReleased',
      releasedMinor: 80_000,
      outstandingMinor: 0,
    });
  });

  test('does not end a guarantee on which more can be drawn', () => {
    expect(
      decideRelease(50_000, {
        ...standing,
        disbursedMinor: 50_000,
        outstandingMinor: 40_000,
        undrawnMinor: 40_000,
      }).kind,
    ).toBe('partlyReleased');
  });

  test('goes first to what was drawn above the loan, which nobody guaranteed', () => {
    const revolving = { ...standing, disbursedMinor: 150_000 };
    expect(decideRelease(50_000, revolving)).toMatchObject({ releasedMinor: 0 });
    expect(decideRelease(60_000, revolving)).toMatchObject({ releasedMinor: 8_000 });
  });

  test.each([
    [0, 'notPositive'],
    [-5, 'notPositive'],
    [100_001, 'aboveOwed'],
  ])('of %d is refused: %s', (repaid, code) => {
    expect(decideRelease(repaid, standing)).toEqual({ kind: 'refused', code });
  });

  test('in any parts releases exactly the liability, and leaves none', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 10_000 }), (repayments, coveredBps) => {
        const disbursedMinor = repayments.reduce((sum, part) => sum + part, 0);
        const covered = { partMinor: coveredBps, wholeMinor: 10_000 };
        const liability = Math.floor((disbursedMinor * coveredBps * 2 + 10_000) / 20_000);
        let repaidMinor = 0;
        let outstandingMinor = liability;
        for (const part of repayments) {
          const outcome = decideRelease(part, {
            ...standing,
            share: covered,
            guaranteedMinor: liability,
            disbursedMinor,
            repaidMinor,
            outstandingMinor,
          });
          if (outcome.kind === 'refused') throw new Error(outcome.code);
          expect(outcome.releasedMinor).toBeGreaterThanOrEqual(0);
          expect(outcome.releasedMinor + outcome.outstandingMinor).toBe(outstandingMinor);
          repaidMinor += part;
          outstandingMinor = outcome.outstandingMinor;
        }
        expect(outstandingMinor).toBe(0);
      }),
    );
  });
});

describe('a release without repayment', () => {
  test.each([
    [
      { releaseMinor: 100, beneficiaryConsents: true },
      { kind: 'released', releasedMinor: 100, outstandingMinor: 400 },
    ],
    [
      { releaseMinor: 100, beneficiaryConsents: false },
      { kind: 'refused', code: 'noConsent' },
    ],
    [
      { releaseMinor: 501, beneficiaryConsents: true },
      { kind: 'refused', code: 'aboveOutstanding' },
    ],
    [
      { releaseMinor: 0, beneficiaryConsents: true },
      { kind: 'refused', code: 'notPositive' },
    ],
  ])('%j of 500 outstanding: %j', (request, outcome) => {
    expect(decidePartialRelease(request, 500)).toEqual(outcome);
  });
});

describe('a repayment clawed back', () => {
  const clawBack = {
    clawedBackMinor: 1000,
    principalRepaidMinor: 5000,
    share,
    releasedByRepaymentMinor: 4000,
  };

  test('puts its covered part back in force', () => {
    expect(decideClawBack(clawBack)).toEqual({ kind: 'reinstated', reinstatedMinor: 800 });
  });

  test('never brings back more than repayments had released', () => {
    expect(decideClawBack({ ...clawBack, releasedByRepaymentMinor: 300 })).toEqual({
      kind: 'reinstated',
      reinstatedMinor: 300,
    });
  });

  test.each([
    [{ clawedBackMinor: 0 }, 'notPositive'],
    [{ clawedBackMinor: 5001 }, 'aboveRepaid'],
  ])('with %j is refused: %s', (changes, code) => {
    expect(decideClawBack({ ...clawBack, ...changes })).toEqual({ kind: 'refused', code });
  });
});
