import type {
  DecisionInputs,
  DecisionRules,
  PolicyDecision,
  StageFindings,
} from './decision-inputs.js';

/** A historic case: its inputs, what was decided, and what became of it. Amounts in minor units of its currency. */
export interface HistoricCase {
  readonly caseId: string;
  readonly currency: string;
  readonly inputs: DecisionInputs;
  /** The rules that it was decided under. */
  readonly rules: DecisionRules;
  readonly recorded: RecordedDecision;
  readonly outstandingMinor: number;
  /** Paid out and not recovered; null where the case was never in force, so that nobody knows. */
  readonly lossMinor: number | null;
  /** What the effect is broken down by: product, bank, band of amount, … */
  readonly segments: Readonly<Record<string, string>>;
}

/** What the case's own steps recorded. `kind` is null while nobody has decided, or it ended otherwise. */
export interface RecordedDecision {
  readonly kind: 'accepted' | 'declined' | null;
  readonly findings: StageFindings;
}

/** A historic case under the rules of then and under those that are tried. */
export interface JudgedCase {
  readonly of: HistoricCase;
  readonly before: PolicyDecision;
  readonly after: PolicyDecision;
  /** By the limits of its book, then and now. */
  readonly isRefused: readonly [before: boolean, after: boolean];
}
