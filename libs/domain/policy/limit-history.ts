import type { Bearer, Commitment } from '../limits/amounts.js';
import type { LimitProposal } from '../limits/proposals.js';
import type { Link } from '../limits/relations.js';
import type { LimitedGuarantee } from '../limits/standing.js';

/** A case as the limit guard of its book judges it. */
export interface LimitedCase {
  readonly guarantee: LimitedGuarantee;
  readonly amountMinor: number;
  readonly tenorMonths: number;
  readonly bearers: readonly Bearer[];
}

/** What the guard said when a case asked for headroom. */
export type RecordedAnswer =
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly reasonCodes: readonly string[] };

/** One thing that the guard of a book was told, or was asked. */
export type LimitStep = {
  /** When it was booked, in milliseconds: limits are judged in this order, never by business dates. */
  readonly atMs: number;
} & (
  | { readonly kind: 'confirmed'; readonly proposal: LimitProposal }
  | { readonly kind: 'related'; readonly customer: number; readonly link: Link }
  /** Its authority was found: a case near a limit goes to more than one pair of eyes. */
  | { readonly kind: 'looked'; readonly caseId: string }
  | {
      readonly kind: 'asked';
      readonly caseId: string;
      readonly at: 'approval' | 'issuance';
      readonly answer: RecordedAnswer;
    }
  /** Refused for what no limit rule of a book says: a related party's better terms (art. 17). Taken as it was recorded. */
  | { readonly kind: 'barred'; readonly caseId: string; readonly reasonCodes: readonly string[] }
  /** The last word on a case that never asked for headroom. */
  | { readonly kind: 'decided'; readonly caseId: string }
  | { readonly kind: 'givenBack'; readonly caseId: string }
  /** The ledger booked: what is owed by now. */
  | {
      readonly kind: 'booked';
      readonly caseId: string;
      readonly owed: Pick<Commitment, 'undrawn' | 'outstanding'>;
    }
);

/** All that the limit guard of one book has seen, in the order of booking. */
export interface LimitHistory {
  readonly book: string;
  readonly cases: ReadonlyMap<string, LimitedCase>;
  readonly steps: readonly LimitStep[];
}
