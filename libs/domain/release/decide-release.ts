import { coveredAmount, type CoveredShare } from '../issuance/guaranteed-amount.js';

/** Where a guarantee in force stands when a principal repayment comes in. */
export interface RepaymentStanding {
  readonly share: CoveredShare;
  readonly guaranteedMinor: number;
  /** All principal disbursed and all principal repaid before. */
  readonly disbursedMinor: number;
  readonly repaidMinor: number;
  readonly outstandingMinor: number;
  readonly undrawnMinor: number;
}

export type ReleaseOutcome =
  | {
      readonly kind: 'partlyReleased' | 'fullyReleased';
      readonly releasedMinor: number;
      readonly outstandingMinor: number;
    }
  | { readonly kind: 'refused'; readonly code: 'notPositive' | 'aboveOwed' };

/**
 * What a repayment of principal releases. The liability left is the covered part of the principal
 * left, rounded on the sum, so the last repayment always releases the last 分. A principal that was
 * disbursed above the loan is repaid first: it was never guaranteed.
 */
export function decideRelease(
  repaidPrincipalMinor: number,
  standing: RepaymentStanding,
): ReleaseOutcome {
  if (!Number.isSafeInteger(repaidPrincipalMinor) || repaidPrincipalMinor <= 0) {
    return { kind: 'refused', code: 'notPositive' };
  }
  const owedMinor = standing.disbursedMinor - standing.repaidMinor - repaidPrincipalMinor;
  if (owedMinor < 0) return { kind: 'refused', code: 'aboveOwed' };
  const liabilityMinor = Math.min(
    standing.guaranteedMinor,
    coveredAmount(owedMinor, standing.share),
  );
  const outstandingMinor = Math.min(standing.outstandingMinor, liabilityMinor);
  return {
    kind:
      outstandingMinor === 0 && standing.undrawnMinor === 0 ? 'fullyReleased' : 'partlyReleased',
    releasedMinor: standing.outstandingMinor - outstandingMinor,
    outstandingMinor,
  };
}

export type PartialReleaseOutcome =
  | {
      readonly kind: 'released';
      readonly releasedMinor: number;
      readonly outstandingMinor: number;
    }
  | { readonly kind: 'refused'; readonly code: 'notPositive' | 'aboveOutstanding' | 'noConsent' };

/** A release of part of the liability without repayment: only with the beneficiary's consent. */
export function decidePartialRelease(
  request: { readonly releaseMinor: number; readonly beneficiaryConsents: boolean },
  outstandingMinor: number,
): PartialReleaseOutcome {
  const { releaseMinor } = request;
  if (!Number.isSafeInteger(releaseMinor) || releaseMinor <= 0) {
    return { kind: 'refused', code: 'notPositive' };
  }
  if (releaseMinor > outstandingMinor) return { kind: 'refused', code: 'aboveOutstanding' };
  if (!request.beneficiaryConsents) return { kind: 'refused', code: 'noConsent' };
  return {
    kind: 'released',
    releasedMinor: releaseMinor,
    outstandingMinor: outstandingMinor - releaseMinor,
  };
}
