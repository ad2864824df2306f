import {
  industries,
  sizeEnterprise,
  type EnterpriseSize,
  type Industry,
} from './enterprise-size.js';
import { factOf, type BilingualText, type Facts } from './facts.js';

export const productClasses = ['loan', 'bill', 'consumer', 'housing', 'bond', 'other'] as const;
export type ProductClass = (typeof productClasses)[number];

/** A paper that an application needs: always, or when a yes/no fact says so. */
export interface ChecklistItem {
  readonly code: string;
  readonly name: BilingualText;
  readonly neededWhen?: string;
}

/** What a pack lays down for intake. */
export interface IntakePolicy {
  readonly productClass: ProductClass;
  readonly checklist: readonly ChecklistItem[];
  /** Does the pack measure enterprises by 工信部联企业〔2011〕300号? */
  readonly sizesEnterprises: boolean;
  /** One guarantee for each value of this field of the form (a bill's number); absent: no such key. */
  readonly keyField?: string;
}

/** The dated facts that returns, weights and caps read later. */
export interface IntakeFacts {
  /** `null` for a person, a pack that does not measure, or an enterprise that gave no measures. */
  readonly enterpriseSize: EnterpriseSize | null;
  readonly naturalPerson: boolean;
  readonly farmer: boolean;
  readonly firstLoan: boolean;
  readonly science: boolean;
  readonly green: boolean;
  readonly productClass: ProductClass;
  /** Of a bond product alone, where its form has it: how the bond's issuer is rated. */
  readonly bondIssuerRating?: string;
  /** The applicant is related to the guarantor itself (国令683 art. 17). */
  readonly relatedToGuarantor: boolean;
  /** The applicant is the guarantor's controlling shareholder or actual controller (art. 17: never). */
  readonly controlsGuarantor: boolean;
  /** The group of related debtors whose guarantees are summed (art. 16); `null` for none. */
  readonly relatedGroup: string | null;
}

export type IntakeOutcome =
  | { readonly kind: 'complete'; readonly facts: IntakeFacts }
  | {
      readonly kind: 'incomplete';
      readonly missing: readonly string[];
      readonly facts: IntakeFacts;
    };

/**
 * Takes an application in: derives the facts, and names every paper of the checklist that is missing,
 * all at once so that the applicant is asked only once.
 */
export function decideIntake(
  application: Facts,
  papers: readonly string[],
  policy: IntakePolicy,
): IntakeOutcome {
  const facts = intakeFacts(application, policy);
  const missing = policy.checklist
    .filter((item) => item.neededWhen === undefined || isYes(application, item.neededWhen))
    .map((item) => item.code)
    .filter((code) => !papers.includes(code));
  return missing.length === 0
    ? { kind: 'complete', facts }
    : { kind: 'incomplete', missing, facts };
}

/** The dated facts of an application. */
export function intakeFacts(application: Facts, policy: IntakePolicy): IntakeFacts {
  const relatedGroup = factOf(application, 'relatedGroup');
  const bondIssuerRating = factOf(application, 'bondIssuerRating');
  return {
    enterpriseSize: policy.sizesEnterprises ? sizeOf(application) : null,
    naturalPerson: isNaturalPerson(application),
    farmer: factOf(application, 'applicantKind') === 'farmer' || isYes(application, 'farmer'),
    firstLoan: isYes(application, 'firstLoan'),
    science: isYes(application, 'science'),
    green: isYes(application, 'green'),
    productClass: policy.productClass,
    ...(policy.productClass === 'bond' && typeof bondIssuerRating === 'string'
      ? { bondIssuerRating }
      : {}),
    relatedToGuarantor: isYes(application, 'relatedToGuarantor'),
    controlsGuarantor: isYes(application, 'controlsGuarantor'),
    relatedGroup: typeof relatedGroup === 'string' && relatedGroup !== '' ? relatedGroup : null,
  };
}

function sizeOf(application: Facts): EnterpriseSize | null {
  const industry = factOf(application, 'industry');
  if (!isIndustry(industry) || isNaturalPerson(application)) return null;
  const sizing = sizeEnterprise({
    industry,
    employees: numberOf(application, 'employees'),
    annualRevenueMinor: numberOf(application, 'annualRevenueMinor'),
    totalAssetsMinor: numberOf(application, 'totalAssetsMinor'),
  });
  return sizing.kind === 'sized' ? sizing.size : null;
}

function isNaturalPerson(application: Facts): boolean {
  const applicantKind = factOf(application, 'applicantKind');
  return applicantKind === 'individual' || applicantKind === 'farmer';
}

function isIndustry(value: unknown): value is Industry {
  return (industries as readonly unknown[]).includes(value);
}

function numberOf(application: Facts, field: string): number | null {
  const value = factOf(application, field);
  return typeof value === 'number' ? value : null;
}

function isYes(application: Facts, field: string): boolean {
  return factOf(application, field) === true;
}
