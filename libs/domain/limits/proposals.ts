import type { CapDimension, OwnRates, RatedRule } from './terms.js';
import type { ThresholdBasis } from './weights.js';

/** What a book's limits are parts of, and its own caps: one person proposes, another confirms. */
export interface LimitProposalData {
  /** Non-consolidated net assets of the guarantor on the day. */
  readonly netAssets: { readonly amountMinor: number };
  /** Equity in other guarantors and re-guarantors on the day: taken off net assets. */
  readonly holdings: { readonly amountMinor: number };
  /** A cap of the book's own: either a sum or a part of adjusted net assets. */
  readonly cap: {
    readonly dimension: CapDimension;
    readonly key: string;
    readonly counts: 'gross' | 'own';
    readonly amountMinor?: number;
    readonly ofNetAssetsBps?: number;
    /** From which part of it on people are warned, and nothing new is taken; the book's rates where absent. */
    readonly warningBps?: number;
    readonly stopBps?: number;
  };
  readonly capLifted: { readonly dimension: CapDimension; readonly key: string };
  readonly terms: {
    readonly thresholdBasis?: ThresholdBasis;
    readonly reservationDays?: number;
    /** The book's warning rate. */
    readonly nearBps?: number;
    /** The book's stop rate; `null` lifts it. */
    readonly stopBps?: number | null;
    /** Rates of single statutory rules, each given whole; `null` gives a rule back the book's. */
    readonly rules?: Readonly<Partial<Record<RatedRule, OwnRates | null | undefined>>> | undefined;
  };
}

export type LimitProposalKind = keyof LimitProposalData;

export type LimitProposal = {
  [Kind in LimitProposalKind]: {
    readonly kind: Kind;
    readonly data: LimitProposalData[Kind];
    /** The day that the figure speaks of. */
    readonly asOf: string;
    /** Where it was taken from: the audited accounts, a board's resolution. */
    readonly source: string;
  };
}[LimitProposalKind];

export type ProposalDecision =
  { readonly kind: 'allowed' } | { readonly kind: 'refused'; readonly code: ProposalRefusal };
export type ProposalRefusal = 'makerIsChecker' | 'decidedAlready';

/** May this person decide this proposal? Maker and checker are never one person. */
export function checkProposalDecision(
  proposal: { readonly proposedBy: string; readonly outcome: string | null },
  person: string,
): ProposalDecision {
  if (proposal.outcome !== null) return { kind: 'refused', code: 'decidedAlready' };
  if (proposal.proposedBy === person) return { kind: 'refused', code: 'makerIsChecker' };
  return { kind: 'allowed' };
}
