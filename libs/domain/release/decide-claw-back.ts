import { coveredAmount, type CoveredShare } from '../issuance/guaranteed-amount.js';

/** A repayment that the debtor's administrator takes back from the bank (企业破产法 31, 32). */
export interface ClawBack {
  readonly clawedBackMinor: number;
  readonly principalRepaidMinor: number;
  readonly share: CoveredShare;
  /** All that repayments had released. */
  readonly releasedByRepaymentMinor: number;
}

export type ClawBackOutcome =
  | { readonly kind: 'reinstated'; readonly reinstatedMinor: number }
  | { readonly kind: 'refused'; readonly code: 'notPositive' | 'aboveRepaid' };

/** What of a released liability comes back into force, at most what that repayment had released. */
export function decideClawBack(clawBack: ClawBack): ClawBackOutcome {
  const { clawedBackMinor } = clawBack;
  if (!Number.isSafeInteger(clawedBackMinor) || clawedBackMinor <= 0) {
    return { kind: 'refused', code: 'notPositive' };
  }
  if (clawedBackMinor > clawBack.principalRepaidMinor) {
    return { kind: 'refused', code: 'aboveRepaid' };
  }
  const coveredMinor = coveredAmount(clawedBackMinor, clawBack.share);
  return {
    kind: 'reinstated',
    reinstatedMinor: Math.min(coveredMinor, clawBack.releasedByRepaymentMinor),
  };
}
