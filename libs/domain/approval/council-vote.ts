import type { CouncilRules } from './authority.js';

export const votes = ['approve', 'decline', 'abstain', 'veto'] as const;
export type Vote = (typeof votes)[number];

/** One member's vote. `roles` are all that the member holds, because one of them may carry the veto. */
export interface CouncilVote {
  readonly member: string;
  readonly roles: readonly string[];
  readonly vote: Vote;
}

export type CouncilTally =
  | {
      readonly kind: 'open';
      readonly votesCast: number;
      readonly votesFor: number;
      readonly votesMissing: number;
      readonly vetoHolderMissing: boolean;
    }
  | { readonly kind: 'passed'; readonly votesFor: number }
  | {
      readonly kind: 'failed';
      readonly code: 'vetoed' | 'notEnoughVotes' | 'noQuorum';
      readonly votesFor: number;
    };

/**
 * Counts a council's votes. A veto ends it at once; enough votes pass it as soon as the quorum is
 * there and the holder of the veto was heard; what can no longer pass has failed. `closed` says that
 * nobody may vote any more: then a quorum that was not reached fails it too.
 */
export function tallyCouncil(
  cast: readonly CouncilVote[],
  rules: CouncilRules,
  closed = false,
): CouncilTally {
  const votesFor = cast.filter(({ vote }) => vote === 'approve').length;
  if (cast.some((vote) => isVeto(vote, rules))) return { kind: 'failed', code: 'vetoed', votesFor };
  const votesMissing = Math.max(0, rules.members - cast.length);
  if (votesFor + votesMissing < rules.votesToPass) {
    return { kind: 'failed', code: 'notEnoughVotes', votesFor };
  }
  const over = closed || votesMissing === 0;
  const vetoHolderMissing = !over && !vetoHolderHeard(cast, rules);
  if (cast.length >= rules.quorum && votesFor >= rules.votesToPass && !vetoHolderMissing) {
    return { kind: 'passed', votesFor };
  }
  if (!over) {
    return { kind: 'open', votesCast: cast.length, votesFor, votesMissing, vetoHolderMissing };
  }
  const code = cast.length < rules.quorum ? 'noQuorum' : 'notEnoughVotes';
  return { kind: 'failed', code, votesFor };
}

/** May this vote be cast? One vote a member, and a veto only by the role that carries it. */
export function checkCouncilVote(
  vote: CouncilVote,
  cast: readonly CouncilVote[],
  rules: CouncilRules,
): { readonly kind: 'allowed' } | { readonly kind: 'refused'; readonly code: CouncilRefusal } {
  if (cast.some(({ member }) => member === vote.member)) {
    return { kind: 'refused', code: 'alreadyVoted' };
  }
  if (cast.length >= rules.members) return { kind: 'refused', code: 'councilComplete' };
  if (vote.vote === 'veto' && !isVeto(vote, rules)) return { kind: 'refused', code: 'noVetoRight' };
  return { kind: 'allowed' };
}

export type CouncilRefusal = 'alreadyVoted' | 'councilComplete' | 'noVetoRight';

function isVeto(vote: CouncilVote, rules: CouncilRules): boolean {
  return vote.vote === 'veto' && rules.vetoRole !== null && vote.roles.includes(rules.vetoRole);
}

function vetoHolderHeard(cast: readonly CouncilVote[], rules: CouncilRules): boolean {
  const { vetoRole } = rules;
  return vetoRole === null || cast.some(({ roles }) => roles.includes(vetoRole));
}
