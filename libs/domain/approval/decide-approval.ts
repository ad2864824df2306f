import type { ApprovalPath } from './authority.js';
import { tallyCouncil, type CouncilVote, type Vote } from './council-vote.js';

/** One person's recorded decision in an approval. Persons are opaque ids. */
export interface Opinion {
  readonly person: string;
  /** The seat in which the person decides. */
  readonly seat: 'officer' | 'risk' | 'council' | 'board';
  /** All roles that the person holds. */
  readonly roles: readonly string[];
  readonly vote: Vote;
  readonly reasonCodes: readonly string[];
}

export type Seat = Opinion['seat'];

export type ApprovalOutcome =
  | { readonly kind: 'pending'; readonly awaiting: readonly Seat[] }
  | { readonly kind: 'approved'; readonly automatic: boolean }
  | { readonly kind: 'declined'; readonly reasonCodes: readonly string[] };

export type OpinionCheck =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'refused'; readonly code: 'makerIsChecker' | 'alreadyVoted' };

/**
 * May this person decide here? Nobody who made the case (took it in, or wrote a due-diligence report)
 * approves it, and nobody fills two seats: maker ≠ checker.
 */
export function checkOpinion(
  opinion: Pick<Opinion, 'person'>,
  given: readonly Opinion[],
  makers: readonly string[],
): OpinionCheck {
  if (makers.includes(opinion.person)) return { kind: 'refused', code: 'makerIsChecker' };
  if (given.some(({ person }) => person === opinion.person)) {
    return { kind: 'refused', code: 'alreadyVoted' };
  }
  return { kind: 'allowed' };
}

/**
 * What the opinions given so far decide on this path. `closed` ends a council's vote at its deadline.
 * Two heads, officer and risk: one refusal declines, two approvals approve.
 */
export function decideApproval(
  path: ApprovalPath,
  opinions: readonly Opinion[],
  closed = false,
): ApprovalOutcome {
  switch (path.kind) {
    case 'automatic':
      return { kind: 'approved', automatic: true };
    case 'officer':
      return decideBySeats(['officer'], opinions);
    case 'officerAndRisk':
      return decideBySeats(['officer', 'risk'], opinions);
    case 'board':
      return decideBySeats(['board'], opinions);
    case 'council': {
      const tally = tallyCouncil(councilVotes(opinions), path, closed);
      if (tally.kind === 'open') return { kind: 'pending', awaiting: ['council'] };
      if (tally.kind === 'passed') return { kind: 'approved', automatic: false };
      return { kind: 'declined', reasonCodes: [tally.code, ...reasonsAgainst(opinions)] };
    }
  }
}

function decideBySeats(seats: readonly Seat[], opinions: readonly Opinion[]): ApprovalOutcome {
  const seated = opinions.filter(({ seat }) => seats.includes(seat));
  if (seated.some(({ vote }) => vote === 'decline' || vote === 'veto')) {
    return { kind: 'declined', reasonCodes: reasonsAgainst(seated) };
  }
  const awaiting = seats.filter(
    (seat) => !seated.some((given) => given.seat === seat && given.vote === 'approve'),
  );
  return awaiting.length > 0
    ? { kind: 'pending', awaiting }
    : { kind: 'approved', automatic: false };
}

function reasonsAgainst(opinions: readonly Opinion[]): string[] {
  const against = opinions.filter(({ vote }) => vote === 'decline' || vote === 'veto');
  return [...new Set(against.flatMap(({ reasonCodes }) => reasonCodes))];
}

function councilVotes(opinions: readonly Opinion[]): CouncilVote[] {
  return opinions
    .filter(({ seat }) => seat === 'council')
    .map(({ person, roles, vote }) => ({ member: person, roles, vote }));
}
