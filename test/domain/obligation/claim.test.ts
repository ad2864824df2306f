import { describe, expect, test } from '@jest/globals';
import { businessDate } from '#domain/calendar/business-date';
import { everyDayWorks } from '#domain/calendar/working-days';
import { claimChainDeadlines, claimSteps } from '#domain/claim/claim-chain';
import { decideClaim, type ClaimFacts } from '#domain/claim/decide-claim';
import { decideClaimApproval } from '#domain/claim/decide-claim-approval';

const name = { zh: '材料', en: 'paper' };
const policy = {
  papers: [
    { code: 'loanContract', name },
    { code: 'dunningProof', name },
  ],
  afterCurePeriod: true,
};
const claim: ClaimFacts = {
  filedOn: businessDate('2026-07-01'),
  claimedPrincipalMinor: 50_000,
  principalOwedMinor: 50_000,
  outstandingMinor: 40_000,
  guaranteePeriodEnd: businessDate('2026-12-31'),
  cureEndsOn: businessDate('2026-06-30'),
  papers: ['loanContract', 'dunningProof'],
  supplement: 'notAsked',
};

describe('a claim', () => {
  test('with all its papers can be examined', () => {
    expect(decideClaim(claim, policy)).toEqual({ kind: 'examinable', missing: [] });
  });

  test.each([
    [{ claimedPrincipalMinor: 0 }, 'notPositive'],
    [{ outstandingMinor: 0 }, 'nothingOutstanding'],
    [{ filedOn: businessDate('2027-01-01') }, 'guaranteePeriodOver'],
    [{ filedOn: businessDate('2026-06-30') }, 'withinCurePeriod'],
    [{ claimedPrincipalMinor: 50_001 }, 'abovePrincipalOwed'],
  ])('with %j is refused: %s', (changes, code) => {
    expect(decideClaim({ ...claim, ...changes }, policy)).toEqual({ kind: 'refused', code });
  });

  test('filed on the last day of the guarantee period counts', () => {
    const lastDay = { ...claim, filedOn: claim.guaranteePeriodEnd };
    expect(decideClaim(lastDay, policy).kind).toBe('examinable');
  });

  test('within the cure period counts where the pack does not wait for it', () => {
    const early = { ...claim, filedOn: businessDate('2026-06-01') };
    expect(decideClaim(early, { ...policy, afterCurePeriod: false }).kind).toBe('examinable');
  });

  test.each([
    ['notAsked', 'askSupplement'],
    ['awaited', 'awaitingSupplement'],
    ['supplied', 'examinable'],
    ['deadlinePassed', 'examinable'],
  ] as const)('is asked for missing papers only once: %s → %s', (supplement, kind) => {
    const incomplete = { ...claim, papers: [], supplement };
    expect(decideClaim(incomplete, policy)).toEqual({
      kind,
      missing: ['loanContract', 'dunningProof'],
    });
  });
});

describe('the approval of a claim', () => {
  const opinion = (person: string, found: 'accept' | 'reject') => ({
    person,
    opinion: found,
    reasonCodes: found === 'reject' ? ['notOverdue'] : [],
  });

  test('needs two people, and the second one’s word counts', () => {
    const first = opinion('chen', 'accept');
    expect(decideClaimApproval(claimSteps, null, null)).toMatchObject({ awaiting: 'examination' });
    expect(decideClaimApproval(claimSteps, first, null)).toMatchObject({ awaiting: 'review' });
    expect(decideClaimApproval(claimSteps, first, opinion('chen', 'accept'))).toEqual({
      kind: 'refused',
      code: 'makerIsChecker',
    });
    expect(decideClaimApproval(claimSteps, first, opinion('sun', 'reject'))).toEqual({
      kind: 'rejected',
      reasonCodes: ['notOverdue'],
    });
    expect(
      decideClaimApproval(claimSteps, opinion('chen', 'reject'), opinion('sun', 'accept')),
    ).toEqual({ kind: 'accepted' });
  });

  test('is the examiner’s where the pack has no review', () => {
    expect(decideClaimApproval(['claimExamination'], opinion('chen', 'accept'), null)).toEqual({
      kind: 'accepted',
    });
  });
});

describe('the deadlines of a claim', () => {
  const wait = (days: number) => ({ deadline: { days }, onPassing: 'escalate' }) as const;
  const timetable = {
    claimExamination: wait(10),
    claimReview: wait(5),
    payoutRequest: wait(3),
    payoutReview: wait(3),
    payoutSettlement: wait(5),
  };

  test('follow each other from the day of completeness', () => {
    const chain = claimChainDeadlines(
      '2026-07-01T03:00:00.000Z',
      claimSteps,
      timetable,
      everyDayWorks,
      'Asia/Shanghai',
    );
    expect(chain.map(({ step, deadline }) => [step, deadline])).toEqual([
      ['claimExamination', '2026-07-11T16:00:00.000Z'],
      ['claimReview', '2026-07-16T16:00:00.000Z'],
      ['payoutRequest', '2026-07-19T16:00:00.000Z'],
      ['payoutReview', '2026-07-22T16:00:00.000Z'],
      ['payoutSettlement', '2026-07-27T16:00:00.000Z'],
    ]);
  });
});
