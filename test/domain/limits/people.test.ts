import { expect, test } from '@jest/globals';
import { checkProposalDecision } from '#domain/limits/proposals';
import { decideRelatedPartyTerms } from '#domain/limits/related-party';

test('a related party’s rate is not below the lowest that others pay', () => {
  expect(decideRelatedPartyTerms(80, [80, 95])).toEqual({ kind: 'notBetter' });
  expect(decideRelatedPartyTerms(79, [80, 95])).toEqual({ kind: 'better', lowestRateBps: 80 });
  expect(decideRelatedPartyTerms(10, [])).toEqual({ kind: 'notBetter' });
});

test('nobody confirms what he proposed, and nothing is decided twice', () => {
  const open = { proposedBy: 'one', outcome: null };
  expect(checkProposalDecision(open, 'one')).toMatchObject({ code: 'makerIsChecker' });
  expect(checkProposalDecision(open, 'other')).toEqual({ kind: 'allowed' });
  expect(checkProposalDecision({ ...open, outcome: 'confirmed' }, 'other')).toMatchObject({
    code: 'decidedAlready',
  });
});
