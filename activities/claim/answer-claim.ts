import type { CaseStep } from '#store/case/case-step';

export type ClaimAnswer =
  | { readonly decision: 'accepted'; readonly payableMinor: number }
  | { readonly decision: 'rejected'; readonly reason: string }
  | { readonly decision: 'papersMissing'; readonly missingPapers: readonly string[] };

/** Tells the bank what became of its claim. */
export function answerClaim(step: CaseStep, claim: string, answer: ClaimAnswer): void {
  const { currency, number } = step.row;
  const money = answer.decision === 'accepted' ? { currency } : {};
  step.send({
    partner: 'bank',
    kind: 'claimDecision',
    reference: `${number}-CD${step.ref.no}`,
    payload: { claim, ...answer, ...money },
  });
}
