import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  approvalPathKinds,
  authorityFlags,
  authorityFor,
  type AuthorityMatrix,
} from '#domain/approval/authority';
import { checkCouncilVote, tallyCouncil, votes, type Vote } from '#domain/approval/council-vote';
import { checkOpinion, decideApproval, type Opinion } from '#domain/approval/decide-approval';
import { decideReconsideration } from '#domain/approval/decide-reconsideration';
import { businessDate } from '#domain/calendar/business-date';
import { everyDayWorks } from '#domain/calendar/working-days';
import { decideDueDiligence } from '#domain/due-diligence/decide-due-diligence';

const council = { members: 5, quorum: 4, votesToPass: 3, vetoRole: 'risk' };
const matrix: AuthorityMatrix = {
  rows: [
    { amountMaxMinor: 300, grades: ['A', 'B'], path: 'automatic' },
    { amountMaxMinor: 1000, grades: ['A', 'B', 'C'], path: 'officer' },
    { amountMaxMinor: 3000, path: 'officerAndRisk' },
    { amountMaxMinor: 5000, path: 'council' },
  ],
  flags: [
    { flag: 'creditFlagged', atLeast: 'officer', source: 'synthetic' },
    { flag: 'relatedToGuarantor', atLeast: 'board', source: '国令683 art. 17' },
  ],
  council,
};

describe('authority', () => {
  test.each([
    [300, 'A', 'automatic'],
    [301, 'A', 'officer'],
    [300, 'C', 'officer'],
    [300, 'D', 'officerAndRisk'],
    [300, null, 'officerAndRisk'],
    [3001, 'A', 'council'],
    [5001, 'A', 'board'],
  ])('%d of grade %p is decided by %s', (amountMinor, grade, kind) => {
    expect(authorityFor({ amountMinor, grade, flags: [] }, matrix).path.kind).toBe(kind);
  });

  test('a flag raises the path, never lowers it', () => {
    const flagged = { amountMinor: 300, grade: 'A', flags: ['creditFlagged'] as const };
    expect(authorityFor(flagged, matrix)).toEqual({
      path: { kind: 'officer' },
      raisedBy: ['creditFlagged'],
    });
    const large = { amountMinor: 4000, grade: 'A', flags: ['creditFlagged'] as const };
    expect(authorityFor(large, matrix)).toEqual({
      path: { kind: 'council', ...council },
      raisedBy: [],
    });
    const related = { ...large, flags: ['relatedToGuarantor', 'creditFlagged'] as const };
    expect(authorityFor(related, matrix).path).toEqual({ kind: 'board' });
  });

  test('a larger amount or one more flag never has a lighter path', () => {
    const weight = (amountMinor: number, grade: string, flags: (typeof authorityFlags)[number][]) =>
      approvalPathKinds.indexOf(authorityFor({ amountMinor, grade, flags }, matrix).path.kind);
    fc.assert(
      fc.property(
        fc.nat(6000),
        fc.nat(6000),
        fc.constantFrom('A', 'B', 'C', 'D'),
        fc.subarray([...authorityFlags]),
        (amountMinor, more, grade, flags) => {
          expect(weight(amountMinor + more, grade, flags)).toBeGreaterThanOrEqual(
            weight(amountMinor, grade, flags),
          );
          expect(weight(amountMinor, grade, flags)).toBeGreaterThanOrEqual(
            weight(amountMinor, grade, []),
          );
        },
      ),
    );
  });
});

const cast = (...given: Vote[]) =>
  given.map((vote, index) => ({
    member: `member-${index}`,
    roles: index === 0 ? ['council', 'risk'] : ['council'],
    vote,
  }));

describe('the council', () => {
  test.each([
    [['approve', 'approve', 'approve'], 'open'],
    [['approve', 'approve', 'approve', 'abstain'], 'passed'],
    [['decline', 'approve', 'approve', 'approve'], 'passed'],
    [['approve', 'decline', 'decline', 'decline'], 'failed'],
    [['approve', 'approve', 'abstain', 'abstain', 'decline'], 'failed'],
    [['veto', 'approve', 'approve', 'approve', 'approve'], 'failed'],
  ] as const)('after %j is %s', (given, kind) => {
    expect(tallyCouncil(cast(...given), council).kind).toBe(kind);
  });

  test('waits for the holder of the veto, until the vote is closed', () => {
    const others = cast('abstain', 'approve', 'approve', 'approve', 'approve').slice(1);
    expect(tallyCouncil(others, council)).toMatchObject({ kind: 'open', vetoHolderMissing: true });
    expect(tallyCouncil(others, council, true).kind).toBe('passed');
  });

  test('fails without its quorum when the vote is closed', () => {
    expect(tallyCouncil(cast('approve', 'approve', 'approve'), council, true)).toEqual({
      kind: 'failed',
      code: 'noQuorum',
      votesFor: 3,
    });
  });

  test('admits one vote a member, no more members than it has, and a veto only by its holder', () => {
    const given = cast('approve', 'approve');
    const [first] = given;
    const member = { member: 'member-9', roles: ['council'], vote: 'veto' } as const;
    expect(first && checkCouncilVote(first, given, council)).toMatchObject({
      code: 'alreadyVoted',
    });
    expect(checkCouncilVote(member, given, council)).toMatchObject({ code: 'noVetoRight' });
    expect(checkCouncilVote({ ...member, roles: ['risk'] }, given, council).kind).toBe('allowed');
    const all = cast('approve', 'approve', 'approve', 'approve', 'approve');
    expect(checkCouncilVote(member, all, council)).toMatchObject({ code: 'councilComplete' });
  });

  test('once decided stays decided, whatever is voted after', () => {
    const sequence = fc.array(fc.constantFrom(...votes.filter((vote) => vote !== 'veto')), {
      minLength: 5,
      maxLength: 5,
    });
    fc.assert(
      fc.property(sequence, (given) => {
        const tallies = given.map((_, index) =>
          tallyCouncil(cast(...given.slice(0, index + 1)), council),
        );
        const decided = tallies.filter(({ kind }) => kind !== 'open').map(({ kind }) => kind);
        expect(new Set(decided).size).toBe(1);
      }),
    );
  });
});

const opinion = (seat: Opinion['seat'], vote: Vote, person: string = seat): Opinion => ({
  person,
  seat,
  roles: [seat],
  vote,
  reasonCodes: vote === 'approve' ? [] : ['cashFlowWeak'],
});

describe('approval', () => {
  test('below the bound nobody is needed', () => {
    expect(decideApproval({ kind: 'automatic' }, [])).toEqual({
      kind: 'approved',
      automatic: true,
    });
  });

  test('officer and risk both have to approve, in any order', () => {
    const path = { kind: 'officerAndRisk' } as const;
    expect(decideApproval(path, [opinion('risk', 'approve')])).toEqual({
      kind: 'pending',
      awaiting: ['officer'],
    });
    expect(
      decideApproval(path, [opinion('risk', 'approve'), opinion('officer', 'approve')]),
    ).toEqual({ kind: 'approved', automatic: false });
  });

  test('one refusal declines and names its reasons', () => {
    expect(decideApproval({ kind: 'officerAndRisk' }, [opinion('risk', 'decline')])).toEqual({
      kind: 'declined',
      reasonCodes: ['cashFlowWeak'],
    });
    expect(decideApproval({ kind: 'board' }, [opinion('board', 'decline')]).kind).toBe('declined');
  });

  test('an opinion from another seat decides nothing', () => {
    expect(decideApproval({ kind: 'officer' }, [opinion('risk', 'approve')])).toEqual({
      kind: 'pending',
      awaiting: ['officer'],
    });
  });

  test('a council declines with the code of its tally', () => {
    const path = { kind: 'council', ...council } as const;
    const against = ['a', 'b', 'c'].map((person) => opinion('council', 'decline', person));
    expect(decideApproval(path, against)).toEqual({
      kind: 'declined',
      reasonCodes: ['notEnoughVotes', 'cashFlowWeak'],
    });
    expect(decideApproval(path, against.slice(0, 1))).toEqual({
      kind: 'pending',
      awaiting: ['council'],
    });
  });

  test('nobody who made the case approves it, and nobody decides twice', () => {
    const given = [opinion('officer', 'approve', 'wang')];
    expect(checkOpinion({ person: 'li' }, given, ['li'])).toMatchObject({ code: 'makerIsChecker' });
    expect(checkOpinion({ person: 'wang' }, given, ['li'])).toMatchObject({ code: 'alreadyVoted' });
    expect(checkOpinion({ person: 'zhao' }, given, ['li'])).toEqual({ kind: 'allowed' });
  });
});

describe('reconsideration', () => {
  const request = {
    declinedOn: businessDate('2026-03-01'),
    requestedOn: businessDate('2026-03-16'),
    used: false,
  };
  const policy = { within: { days: 15 } };

  test('is admitted once, up to the last day', () => {
    expect(decideReconsideration(request, policy, everyDayWorks)).toEqual({ kind: 'admitted' });
    expect(decideReconsideration({ ...request, used: true }, policy, everyDayWorks)).toMatchObject({
      code: 'reconsiderationUsed',
    });
    const late = { ...request, requestedOn: businessDate('2026-03-17') };
    expect(decideReconsideration(late, policy, everyDayWorks)).toMatchObject({ code: 'tooLate' });
    expect(decideReconsideration(request, { within: null }, everyDayWorks)).toMatchObject({
      code: 'notOffered',
    });
  });
});

describe('due diligence', () => {
  const report = (officer: string, found: 'support' | 'oppose') => ({
    officer,
    opinion: found,
    reasonCodes: found === 'oppose' ? ['premisesNotSeen'] : [],
  });

  test.each([
    ['support', 'support', { kind: 'supported' }],
    ['support', 'oppose', { kind: 'divided', reasonCodes: ['premisesNotSeen'] }],
    ['oppose', 'oppose', { kind: 'opposed', reasonCodes: ['premisesNotSeen'] }],
  ] as const)('of a lead who %ss and a second who %ss', (lead, second, outcome) => {
    expect(decideDueDiligence(report('a', lead), report('b', second))).toEqual(outcome);
  });

  test('waits for both officers', () => {
    expect(decideDueDiligence(null, report('b', 'support'))).toEqual({
      kind: 'pending',
      awaiting: ['lead'],
    });
    expect(decideDueDiligence(null, null)).toEqual({
      kind: 'pending',
      awaiting: ['lead', 'second'],
    });
  });

  test('by one person alone is refused', () => {
    expect(decideDueDiligence(report('a', 'support'), report('a', 'support'))).toEqual({
      kind: 'refused',
      code: 'makerIsChecker',
    });
  });
});
