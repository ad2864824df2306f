import type { ApplicationTerms } from '../assessment/assessment-facts.js';
import type { AssessmentOutcome, AssessmentPolicy } from '../assessment/decide-assessment.js';
import type { Score, Scorecard } from '../assessment/scorecard.js';
import type {
  ApprovalPathKind,
  AuthorityFlagName,
  AuthorityMatrix,
} from '../approval/authority.js';
import type { BusinessDate } from '../calendar/business-date.js';
import type {
  CreditCheckOutcome,
  CreditCheckPolicy,
  CreditConsent,
  CreditReport,
} from '../credit-check/decide-credit-check.js';
import type { IntakeFacts } from '../intake/decide-intake.js';
import type { Facts } from '../intake/facts.js';
import type { Stage } from '../lifecycle/stages.js';
import type { PriceOutcome, PricingPolicy } from '../premium/price-guarantee.js';
import type { ProgrammeContent } from '../programmes/programme.js';
import type { ListHit, ScreeningOutcome, ScreeningPolicy } from '../screening/decide-screening.js';

/** The rules of a product by which a case is accepted or declined, priced, and given to whom to decide. */
export interface DecisionRules {
  readonly skippedStages: readonly { readonly stage: Stage }[];
  readonly screening: ScreeningPolicy;
  readonly creditCheck: CreditCheckPolicy | null;
  readonly scorecard: Scorecard | null;
  readonly assessment: AssessmentPolicy;
  readonly pricing: PricingPolicy;
  readonly authority: AuthorityMatrix;
}

/** What was on record when a case was decided; `null` where the case never came so far. */
export interface DecisionInputs {
  readonly terms: ApplicationTerms;
  /** The fields of the form that hold one value. */
  readonly form: Facts;
  readonly intake: IntakeFacts;
  readonly programme: Pick<ProgrammeContent, 'eligibility'>;
  readonly consent: CreditConsent | null;
  readonly screened: { readonly on: BusinessDate; readonly hits: readonly ListHit[] } | null;
  readonly credit: { readonly on: BusinessDate; readonly report: CreditReport } | null;
  readonly assessedOn: BusinessDate | null;
  /** What people said: their word is taken for whatever path asks for people. */
  readonly people: {
    readonly screeningReview: 'clear' | 'decline' | null;
    readonly dueDiligence: 'supported' | 'divided' | 'opposed' | null;
    readonly approval: 'approved' | 'declined' | null;
  };
  /** Flags of the authority matrix that no rule here derives (`nearLimit`). */
  readonly otherFlags: readonly AuthorityFlagName[];
}

/** What each stage found; absent where the case did not come so far. */
export interface StageFindings {
  readonly screening?: ScreeningOutcome;
  readonly credit?: CreditCheckOutcome;
  readonly score?: Score;
  readonly assessment?: AssessmentOutcome;
  readonly price?: PriceOutcome;
  readonly path?: ApprovalPathKind;
}

/** How a case ends up under a set of rules, at which stage, and why. */
export type PolicyOutcome =
  | {
      readonly kind: 'accepted' | 'declined';
      readonly at: Stage;
      readonly reasonCodes: readonly string[];
    }
  /** A fact would be needed that nobody recorded: a report never asked for, an opinion never given. */
  | { readonly kind: 'undetermined'; readonly at: Stage; readonly reasonCodes: readonly string[] };

export interface PolicyDecision {
  readonly outcome: PolicyOutcome;
  readonly findings: StageFindings;
}
