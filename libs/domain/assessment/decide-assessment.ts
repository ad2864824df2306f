import type { Score } from './scorecard.js';

export interface AssessmentPolicy {
  /** Grades that the product does not guarantee. */
  readonly declineGrades: readonly string[];
}

export type AssessmentOutcome =
  | { readonly kind: 'assessed'; readonly grade: string; readonly reasonCodes: readonly string[] }
  /** The score alone would decline a person: a human decides (个人信息保护法 art. 24). */
  | { readonly kind: 'referred'; readonly grade: string; readonly reasonCodes: readonly string[] }
  | { readonly kind: 'declined'; readonly grade: string; readonly reasonCodes: readonly string[] };

/** What follows from a score. A natural person is never declined by automation alone. */
export function decideAssessment(
  score: Score,
  applicant: { readonly naturalPerson: boolean },
  policy: AssessmentPolicy,
): AssessmentOutcome {
  const { grade, reasonCodes } = score;
  if (!policy.declineGrades.includes(grade)) return { kind: 'assessed', grade, reasonCodes };
  return { kind: applicant.naturalPerson ? 'referred' : 'declined', grade, reasonCodes };
}
