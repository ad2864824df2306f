import { factOf, type BilingualText, type Facts } from '../intake/facts.js';

/** What must be done before the letter may be issued (落实反担保): a registration, a pledge, a deposit. */
export interface ConditionRule {
  readonly code: string;
  readonly name: BilingualText;
  /** May a person waive it, on the record? */
  readonly waivable: boolean;
  readonly neededWhen?: string;
  readonly source: string;
}

export type ConditionState = 'open' | 'met' | 'waived';

export interface Condition {
  readonly code: string;
  readonly state: ConditionState;
}

export type SecuringOutcome =
  { readonly kind: 'met' } | { readonly kind: 'open'; readonly open: readonly string[] };

/** The conditions precedent of one case, all open. */
export function conditionsPrecedent(rules: readonly ConditionRule[], facts: Facts): Condition[] {
  return rules
    .filter(({ neededWhen }) => neededWhen === undefined || factOf(facts, neededWhen) === true)
    .map(({ code }) => ({ code, state: 'open' }));
}

/** Is every condition precedent met or waived? */
export function decideSecuring(conditions: readonly Condition[]): SecuringOutcome {
  const open = conditions.filter(({ state }) => state === 'open').map(({ code }) => code);
  return open.length === 0 ? { kind: 'met' } : { kind: 'open', open };
}

/** May this condition be waived? Only where the pack says so. */
export function mayWaive(code: string, rules: readonly ConditionRule[]): boolean {
  return rules.some((rule) => rule.code === code && rule.waivable);
}
