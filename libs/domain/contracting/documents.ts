import { factOf, type BilingualText, type Facts } from '../intake/facts.js';

export const signatories = ['applicant', 'guarantor', 'bank', 'counterGuarantor'] as const;
export type Signatory = (typeof signatories)[number];

export const documentMoments = [
  'commitment',
  'contracting',
  'issuance',
  'release',
  'claim',
] as const;
export type DocumentMoment = (typeof documentMoments)[number];

/** A document that the engine generates. `neededWhen`: only where that yes/no fact is true. */
export interface DocumentRule {
  readonly code: string;
  readonly name: BilingualText;
  readonly moment: DocumentMoment;
  readonly signedBy: readonly Signatory[];
  readonly neededWhen?: string;
}

/** The documents due at a moment, with those who sign each. */
export function documentsFor(
  moment: DocumentMoment,
  facts: Facts,
  rules: readonly DocumentRule[],
): DocumentRule[] {
  return rules.filter(
    (rule) =>
      rule.moment === moment &&
      (rule.neededWhen === undefined || factOf(facts, rule.neededWhen) === true),
  );
}
