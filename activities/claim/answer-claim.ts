import type { CaseStep } from '#store/case/case-step';
import { order } from '../case/order.js';

export type ClaimAnswer =
  | { readonly decision: 'accepted'; readonly payableMinor: number; readonly reason?: string }
  | { readonly decision: 'rejected'; readonly reason: string }
  | { readonly decision: 'papersMissing'; readonly missingPapers: string[] };

/** Tells the bank what became of its claim. */
export function answerClaim(step: CaseStep, claim: string, answer: ClaimAnswer): void {
  const { currency } = step.row;
  const money = answer.decision === 'accepted' ? { currency } : {};
  order(step, 'CD', {
    partner: 'bank',
    kind: 'claimDecision',
    payload: { claim, ...answer, ...money },
  });
}
