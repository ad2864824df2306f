import type { ClaimStep } from './claim-chain.js';

/** What the examiner and the reviewer of a claim recorded. Persons are opaque ids. */
export interface ClaimOpinion {
  readonly person: string;
  readonly opinion: 'accept' | 'reject';
  readonly reasonCodes: readonly string[];
}

export type ClaimApprovalOutcome =
  | { readonly kind: 'pending'; readonly awaiting: 'examination' | 'review' }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'rejected'; readonly reasonCodes: readonly string[] }
  | { readonly kind: 'refused'; readonly code: 'makerIsChecker' };

/**
 * Examined by one person and, where the pack has that step, reviewed by another, whose word then
 * counts, either way.
 */
export function decideClaimApproval(
  steps: readonly ClaimStep[],
  examination: ClaimOpinion | null,
  review: ClaimOpinion | null,
): ClaimApprovalOutcome {
  if (examination === null) return { kind: 'pending', awaiting: 'examination' };
  if (!steps.includes('claimReview')) return wordOf(examination);
  if (review === null) return { kind: 'pending', awaiting: 'review' };
  if (examination.person === review.person) return { kind: 'refused', code: 'makerIsChecker' };
  return wordOf(review);
}

function wordOf({ opinion, reasonCodes }: ClaimOpinion): ClaimApprovalOutcome {
  return opinion === 'accept' ? { kind: 'accepted' } : { kind: 'rejected', reasonCodes };
}
