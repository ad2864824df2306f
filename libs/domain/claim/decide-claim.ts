import type { BusinessDate } from '../calendar/business-date.js';
import type { BilingualText } from '../intake/facts.js';
import type { ClaimStep } from './claim-chain.js';

/** A paper that a claim must bring: contract, voucher, statement, dunning proof. */
export interface ClaimPaper {
  readonly code: string;
  readonly name: BilingualText;
}

export interface ClaimPolicy {
  readonly papers: readonly ClaimPaper[];
  /** Must the cure period be over before a claim counts? */
  readonly afterCurePeriod: boolean;
  /** Who handles a claim once its papers are complete, in this order. */
  readonly steps: readonly ClaimStep[];
}

type AdmissionPolicy = Pick<ClaimPolicy, 'papers' | 'afterCurePeriod'>;

export interface ClaimFacts {
  readonly filedOn: BusinessDate;
  readonly claimedPrincipalMinor: number;
  /** Principal that the bank has disbursed and that was not repaid; `null` where the bank does not say. */
  readonly principalOwedMinor: number | null;
  readonly outstandingMinor: number;
  readonly guaranteePeriodEnd: BusinessDate;
  /** The last day of the cure period, `null` where none runs. */
  readonly cureEndsOn: BusinessDate | null;
  readonly papers: readonly string[];
  /** What was asked for before: missing papers are asked for once, all together. */
  readonly supplement: SupplementState;
}

export type SupplementState = 'notAsked' | 'awaited' | 'supplied' | 'deadlinePassed';

export type ClaimRefusal =
  | 'notPositive'
  | 'nothingOutstanding'
  | 'guaranteePeriodOver'
  | 'withinCurePeriod'
  | 'abovePrincipalOwed';

export type ClaimOutcome =
  | { readonly kind: 'refused'; readonly code: ClaimRefusal }
  /** Ask for all of these now; the decision's clock stands still until they come. */
  | { readonly kind: 'askSupplement'; readonly missing: readonly string[] }
  | { readonly kind: 'awaitingSupplement'; readonly missing: readonly string[] }
  /** All papers are here, or were asked for once: the examiner decides, knowing what is missing. */
  | { readonly kind: 'examinable'; readonly missing: readonly string[] };

/** Is a claim admissible, and are its papers complete? A claim is not yet a payout. */
export function decideClaim(claim: ClaimFacts, policy: AdmissionPolicy): ClaimOutcome {
  const code = refusalOf(claim, policy);
  if (code !== null) return { kind: 'refused', code };
  const missing = policy.papers
    .map((paper) => paper.code)
    .filter((paper) => !claim.papers.includes(paper));
  if (missing.length === 0) return { kind: 'examinable', missing };
  switch (claim.supplement) {
    case 'notAsked':
      return { kind: 'askSupplement', missing };
    case 'awaited':
      return { kind: 'awaitingSupplement', missing };
    case 'supplied':
    case 'deadlinePassed':
      return { kind: 'examinable', missing };
  }
}

function refusalOf(claim: ClaimFacts, policy: AdmissionPolicy): ClaimRefusal | null {
  const claimedMinor = claim.claimedPrincipalMinor;
  if (!Number.isSafeInteger(claimedMinor) || claimedMinor <= 0) return 'notPositive';
  if (claim.outstandingMinor === 0) return 'nothingOutstanding';
  if (claim.filedOn > claim.guaranteePeriodEnd) return 'guaranteePeriodOver';
  const curing = claim.cureEndsOn !== null && claim.filedOn <= claim.cureEndsOn;
  if (policy.afterCurePeriod && curing) return 'withinCurePeriod';
  const owedMinor = claim.principalOwedMinor;
  return owedMinor !== null && claimedMinor > owedMinor ? 'abovePrincipalOwed' : null;
}
