import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { businessDate } from '#domain/calendar/business-date';
import { capHeadroom, payoutAmount, remainderAfterPayout } from '#domain/payout/payout-amount';
import { decideRecovery } from '#domain/recovery/decide-recovery';
import { recoveryAllocation, recoveryTargets } from '#domain/recovery/recovery-allocation';
import { decideWriteOff, type WriteOffFacts } from '#domain/write-off/decide-write-off';

const share = { partMinor: 8000, wholeMinor: 10_000 };

describe('a payout', () => {
  test.each([
    [50_000, 80_000, null, 40_000, 'claim', 0],
    [50_000, 30_000, null, 30_000, 'outstanding', 0],
    [
      50_000,
      80_000,
      { capRateBps: 300, baseMinor: 1_000_000, usedMinor: 5_000 },
      25_000,
      'cap',
      15_000,
    ],
    [
      50_000,
      80_000,
      { capRateBps: 300, baseMinor: 1_000_000, usedMinor: 31_000 },
      0,
      'cap',
      40_000,
    ],
    [50_000, 80_000, { capRateBps: 500, baseMinor: 1_000_000, usedMinor: 0 }, 40_000, 'claim', 0],
  ] as const)(
    'on %d claimed, %d outstanding, cap %j is %d, limited by %s, %d kept',
    (claimed, outstandingMinor, cap, payableMinor, limitedBy, keptByCapMinor) => {
      const request = {
        claimedPrincipalMinor: claimed,
        share,
        outstandingMinor,
        caps: cap === null ? [] : [cap],
      };
      expect(payoutAmount(request)).toMatchObject({ payableMinor, limitedBy, keptByCapMinor });
    },
  );

  test('covers its exact share, half a minor unit up', () => {
    const sba = {
      claimedPrincipalMinor: 2_835_700,
      share: { partMinor: 5_400_000, wholeMinor: 6_000_000 },
      outstandingMinor: 5_400_000,
      caps: [],
    };
    expect(payoutAmount(sba).payableMinor).toBe(2_552_130);
    const half = { ...sba, claimedPrincipalMinor: 1, share: { partMinor: 1, wholeMinor: 2 } };
    expect(payoutAmount(half).payableMinor).toBe(1);
  });

  test('is exact where a product of two amounts leaves the safe integers', () => {
    const large = {
      claimedPrincipalMinor: 900_000_000_000_001,
      share: { partMinor: 700_000_000_000_003, wholeMinor: 900_000_000_000_007 },
      outstandingMinor: 900_000_000_000_000,
      caps: [],
    };
    const exact =
      (900_000_000_000_001n * 700_000_000_000_003n * 2n + 900_000_000_000_007n) /
      (2n * 900_000_000_000_007n);
    expect(BigInt(payoutAmount(large).payableMinor)).toBe(exact);
  });

  test('never exceeds claim, outstanding or cap, and what it leaves adds up', () => {
    const minor = fc.integer({ min: 0, max: 10_000_000_000 });
    fc.assert(
      fc.property(
        minor,
        minor,
        minor,
        minor,
        fc.constantFrom('released', 'outstanding'),
        (claimed, outstandingMinor, baseMinor, usedMinor, rule) => {
          const cap = { capRateBps: 300, baseMinor, usedMinor };
          const payout = payoutAmount({
            claimedPrincipalMinor: claimed,
            share,
            outstandingMinor,
            caps: [cap],
          });
          expect(payout.payableMinor).toBeGreaterThanOrEqual(0);
          expect(payout.payableMinor).toBeLessThanOrEqual(outstandingMinor);
          expect(payout.payableMinor).toBeLessThanOrEqual(capHeadroom(cap));
          const left = remainderAfterPayout(outstandingMinor, payout, rule);
          expect(payout.payableMinor + left.releasedMinor + left.outstandingMinor).toBe(
            outstandingMinor,
          );
          expect(left.outstandingMinor).toBeGreaterThanOrEqual(payout.keptByCapMinor);
        },
      ),
    );
  });
});

const standing = {
  advancedCostsMinor: 100,
  receivableMinor: 1000,
  writtenOffMinor: 0,
  interestMinor: 50,
};

const nothing = {
  costsMinor: 0,
  receivableMinor: 0,
  writtenOffMinor: 0,
  interestMinor: 0,
  refundMinor: 0,
};

describe('a recovery', () => {
  test.each([
    [60, { costsMinor: 60 }, 'open'],
    [600, { costsMinor: 100, receivableMinor: 500 }, 'open'],
    [1100, { costsMinor: 100, receivableMinor: 1000 }, 'recovered'],
    [1120, { costsMinor: 100, receivableMinor: 1000, interestMinor: 20 }, 'recovered'],
    [
      1200,
      { costsMinor: 100, receivableMinor: 1000, interestMinor: 50, refundMinor: 50 },
      'recovered',
    ],
  ])(
    'of %d settles costs, then what was paid out, then interest: %j (%s)',
    (received, parts, kind) => {
      const allocation = recoveryAllocation(received, standing);
      expect(allocation).toEqual({ ...nothing, ...parts });
      expect(decideRecovery(standing, allocation).kind).toBe(kind);
    },
  );

  test('after a write-off is booked against what was written off', () => {
    const late = { ...standing, advancedCostsMinor: 0, receivableMinor: 0, writtenOffMinor: 900 };
    const allocation = recoveryAllocation(300, late);
    expect(allocation.writtenOffMinor).toBe(300);
    expect(decideRecovery(late, allocation)).toEqual({
      kind: 'lateRecovery',
      writtenOffLeftMinor: 600,
    });
  });

  test('follows the order of the contract', () => {
    expect(recoveryAllocation(120, standing, ['interest', 'paidOut', 'costs'])).toMatchObject({
      interestMinor: 50,
      receivableMinor: 70,
      costsMinor: 0,
    });
  });

  test('of nothing is a bug', () => {
    expect(() => recoveryAllocation(0, standing)).toThrow(RangeError);
  });

  test('is laid down to the last minor unit, never above what is owed', () => {
    const owed = fc.record({
      advancedCostsMinor: fc.nat(1000),
      receivableMinor: fc.nat(1000),
      writtenOffMinor: fc.nat(1000),
      interestMinor: fc.nat(1000),
    });
    const orders = fc.shuffledSubarray([...recoveryTargets], { minLength: 3 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6000 }), owed, orders, (received, before, order) => {
        const parts = recoveryAllocation(received, before, order);
        expect(Object.values(parts).reduce((sum: number, part: number) => sum + part, 0)).toBe(
          received,
        );
        expect(parts.costsMinor).toBeLessThanOrEqual(before.advancedCostsMinor);
        expect(parts.receivableMinor).toBeLessThanOrEqual(before.receivableMinor);
        expect(parts.writtenOffMinor).toBeLessThanOrEqual(before.writtenOffMinor);
        expect(parts.interestMinor).toBeLessThanOrEqual(before.interestMinor);
      }),
    );
  });
});

describe('a write-off', () => {
  const onProof = {
    kind: 'onProof',
    monthsAfterPayoutMin: 12,
    anyProofOf: [{ code: 'executionTerminated', name: { zh: '裁定', en: 'order' } }],
    source: 'synthetic',
  } as const;
  const facts: WriteOffFacts = {
    receivableMinor: 900,
    paidOutOn: businessDate('2026-01-31'),
    proposedOn: businessDate('2027-01-31'),
    proofs: ['executionTerminated'],
    proposedBy: 'chen',
    approval: { person: 'sun', opinion: 'approve' },
  };

  test('takes what is left, on proof and another person’s approval', () => {
    expect(decideWriteOff(facts, onProof)).toEqual({ kind: 'writtenOff', writtenOffMinor: 900 });
    expect(decideWriteOff({ ...facts, approval: null }, onProof)).toEqual({
      kind: 'awaitingApproval',
    });
  });

  test.each([
    [{ receivableMinor: 0 }, 'nothingToWriteOff'],
    [{ proposedOn: businessDate('2027-01-30') }, 'tooEarly'],
    [{ proofs: ['anecdote'] }, 'proofMissing'],
    [{ approval: { person: 'chen', opinion: 'approve' as const } }, 'makerIsChecker'],
    [{ approval: { person: 'sun', opinion: 'refuse' as const } }, 'notApproved'],
  ])('with %j is refused: %s', (changes, code) => {
    expect(decideWriteOff({ ...facts, ...changes }, onProof)).toEqual({ kind: 'refused', code });
  });

  test('needs nobody where the pack writes off on the day of payout', () => {
    const sameDay = { kind: 'onPayoutDay', source: 'synthetic' } as const;
    const bare = { ...facts, proofs: [], approval: null, proposedOn: facts.paidOutOn };
    expect(decideWriteOff(bare, sameDay)).toEqual({ kind: 'writtenOff', writtenOffMinor: 900 });
  });
});
