import type { AuthorityMatrix } from '#domain/approval/authority';
import type { ReconsiderationPolicy } from '#domain/approval/decide-reconsideration';
import type { AssessmentPolicy } from '#domain/assessment/decide-assessment';
import type { Scorecard } from '#domain/assessment/scorecard';
import type { Timetable } from '#domain/calendar/timetable';
import type { ClaimPolicy } from '#domain/claim/decide-claim';
import type { DocumentRule } from '#domain/contracting/documents';
import type { CreditCheckPolicy } from '#domain/credit-check/decide-credit-check';
import type { DisbursementPolicy } from '#domain/disbursement/decide-disbursement';
import type { GuaranteePeriodPolicy } from '#domain/discharge/guarantee-period';
import type { IntakePolicy } from '#domain/intake/decide-intake';
import type { BilingualText } from '#domain/intake/facts';
import type { GuaranteedPart } from '#domain/issuance/guaranteed-amount';
import type { LetterPolicy } from '#domain/issuance/letter-terms';
import type { Stage } from '#domain/lifecycle/stages';
import type { RemainderAfterPayout } from '#domain/payout/payout-amount';
import type { PricingPolicy } from '#domain/premium/price-guarantee';
import type { RecoveryTarget } from '#domain/recovery/recovery-allocation';
import type { ScreeningPolicy } from '#domain/screening/decide-screening';
import type { ConditionRule } from '#domain/securing/conditions-precedent';
import type { ClassificationPolicy } from '#domain/servicing/classification';
import type { MonitoringPlan } from '#domain/servicing/inspection';
import type { CurePolicy } from '#domain/servicing/overdue';
import type { RepaymentPolicy } from '#domain/servicing/repayment-schedule';
import type { WriteOffPolicy } from '#domain/write-off/decide-write-off';
import type { CalendarName } from './calendars/calendars.js';

/** The regime whose caps and returns a product's book is under. */
export const regimes = ['decree683', 'none'] as const;
export type Regime = (typeof regimes)[number];

/** A stage that this product has no use for, and why: the life shows it as skipped. */
export interface SkippedStage {
  readonly stage: Stage;
  readonly reason: BilingualText;
}

/** Under which programmes the product is guaranteed, and how much of the loan. Programmes say who bears the risk. */
export interface SharingPolicy {
  /** The first one holds where an application names none. */
  readonly programmes: readonly string[];
  readonly guaranteedPart: GuaranteedPart;
  readonly source: string;
}

/** The parts of a pack that name where their parameters come from; single rules name theirs themselves. */
export const sourcedParts = [
  'intake',
  'creditCheck',
  'scorecard',
  'pricing',
  'authority',
  'reconsideration',
  'letter',
  'disbursement',
  'repayment',
  'monitoring',
  'classification',
  'cure',
  'guaranteePeriod',
  'claim',
  'payout',
  'recovery',
  'timetable',
] as const;
export type SourcedPart = (typeof sourcedParts)[number];

/** Everything about a product that is data: `libs/products/<product>/pack.json`. */
export interface PackContent {
  readonly product: string;
  /** Year and number, `2026.1`. A change of content is a new version. */
  readonly version: string;
  readonly name: BilingualText;
  readonly summary: BilingualText;
  /** Whether the parameters were made up for demonstration or agreed by an institution. */
  readonly parameters: 'synthetic' | 'agreed';
  /** ISO 4217. All amounts of the pack are in its minor unit. */
  readonly currency: string;
  readonly regime: Regime;
  readonly calendar: CalendarName;
  readonly timeZone: string;
  readonly skippedStages: readonly SkippedStage[];
  readonly intake: IntakePolicy;
  readonly screening: ScreeningPolicy;
  readonly creditCheck: CreditCheckPolicy | null;
  readonly scorecard: Scorecard | null;
  readonly assessment: AssessmentPolicy;
  readonly pricing: PricingPolicy;
  readonly authority: AuthorityMatrix;
  readonly reconsideration: ReconsiderationPolicy;
  readonly sharing: SharingPolicy;
  readonly documents: readonly DocumentRule[];
  readonly conditions: readonly ConditionRule[];
  readonly letter: LetterPolicy;
  readonly disbursement: DisbursementPolicy;
  readonly repayment: RepaymentPolicy;
  readonly monitoring: MonitoringPlan;
  readonly classification: ClassificationPolicy;
  readonly cure: CurePolicy;
  readonly guaranteePeriod: GuaranteePeriodPolicy;
  readonly claim: ClaimPolicy;
  readonly payout: { readonly remainderAfterPayout: RemainderAfterPayout };
  readonly recovery: { readonly order: readonly RecoveryTarget[] };
  readonly writeOff: WriteOffPolicy;
  readonly timetable: Timetable;
  /** Articles, standards, or the word "synthetic"; ⚠ marks a text that was not read again. */
  readonly sources: Readonly<Record<SourcedPart, string>>;
}

/** A JSON Schema (2020-12) of an application form. */
export type FormSchema = Readonly<Record<string, unknown>> & {
  readonly properties: Readonly<Record<string, unknown>>;
};

/** A pack as loaded: frozen, with the identity that a case keeps for its life. */
export interface Pack extends PackContent {
  readonly form: FormSchema;
  /** SHA-256 of content and form, in hexadecimal. */
  readonly contentHash: string;
  /** `<product>@<version>+<first twelve digits of the hash>`. */
  readonly identity: string;
}

/** Does this product skip that stage? */
export function skipsStage(pack: Pick<PackContent, 'skippedStages'>, stage: Stage): boolean {
  return pack.skippedStages.some((skipped) => skipped.stage === stage);
}
