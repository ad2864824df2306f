import { addMonths, type BusinessDate } from '../calendar/business-date.js';
import type { BilingualText } from '../intake/facts.js';

/** A proof of which one is enough (a court's termination of execution, a bankruptcy's end). */
export interface WriteOffProof {
  readonly code: string;
  readonly name: BilingualText;
}

/**
 * When a payout receivable may be written off: the same day where nothing is recovered, without
 * anybody asking; or on proof and approval, some months after the payout.
 */
export type WriteOffPolicy =
  | { readonly kind: 'onPayoutDay'; readonly source: string }
  | {
      readonly kind: 'onProof';
      readonly monthsAfterPayoutMin: number;
      readonly anyProofOf: readonly WriteOffProof[];
      readonly source: string;
    };

export interface WriteOffFacts {
  readonly receivableMinor: number;
  readonly paidOutOn: BusinessDate;
  readonly proposedOn: BusinessDate;
  readonly proofs: readonly string[];
  readonly proposedBy: string | null;
  /** `null` until somebody decides. */
  readonly approval: { readonly person: string; readonly opinion: 'approve' | 'refuse' } | null;
}

export type WriteOffOutcome =
  | { readonly kind: 'writtenOff'; readonly writtenOffMinor: number }
  | { readonly kind: 'awaitingApproval' }
  | {
      readonly kind: 'refused';
      readonly code:
        'nothingToWriteOff' | 'tooEarly' | 'proofMissing' | 'makerIsChecker' | 'notApproved';
    };

/** May the remaining receivable be written off? The debt itself is never waived (账销案存). */
export function decideWriteOff(facts: WriteOffFacts, policy: WriteOffPolicy): WriteOffOutcome {
  if (facts.receivableMinor <= 0) return { kind: 'refused', code: 'nothingToWriteOff' };
  if (policy.kind === 'onPayoutDay') {
    return { kind: 'writtenOff', writtenOffMinor: facts.receivableMinor };
  }
  if (facts.proposedOn < addMonths(facts.paidOutOn, policy.monthsAfterPayoutMin)) {
    return { kind: 'refused', code: 'tooEarly' };
  }
  if (!policy.anyProofOf.some(({ code }) => facts.proofs.includes(code))) {
    return { kind: 'refused', code: 'proofMissing' };
  }
  if (facts.approval === null) return { kind: 'awaitingApproval' };
  if (facts.approval.person === facts.proposedBy)
    return { kind: 'refused', code: 'makerIsChecker' };
  return facts.approval.opinion === 'approve'
    ? { kind: 'writtenOff', writtenOffMinor: facts.receivableMinor }
    : { kind: 'refused', code: 'notApproved' };
}
