import { factOf, type BilingualText, type Facts, type FactValue } from '../intake/facts.js';

export const ruleOperators = [
  'equals',
  'notEquals',
  'in',
  'notIn',
  'atLeast',
  'atMost',
  'above',
  'below',
  'present',
] as const;
export type RuleOperator = (typeof ruleOperators)[number];

/**
 * One requirement on an application, as data. It is met when the comparison holds. `value` is a list
 * for `in` and `notIn`, a number for the four comparisons, and absent for `present`.
 */
export interface Rule {
  readonly code: string;
  readonly field: string;
  readonly operator: RuleOperator;
  readonly value?: FactValue | readonly FactValue[];
  /** The rule applies only where this yes/no fact is true. */
  readonly onlyWhen?: string;
  readonly text: BilingualText;
  readonly source: string;
}

/** A rule that an application does not meet. `missing`: the fact it reads is not recorded. */
export interface UnmetRule {
  readonly code: string;
  readonly field: string;
  readonly missing: boolean;
}

/** Every rule that the facts do not meet, in the order of the pack. A missing fact meets nothing. */
export function unmetRules(facts: Facts, rules: readonly Rule[]): UnmetRule[] {
  return rules
    .filter((rule) => rule.onlyWhen === undefined || factOf(facts, rule.onlyWhen) === true)
    .filter((rule) => !isMet(factOf(facts, rule.field), rule))
    .map((rule) => ({
      code: rule.code,
      field: rule.field,
      missing: factOf(facts, rule.field) === null,
    }));
}

function isMet(fact: FactValue, rule: Rule): boolean {
  if (fact === null) return false;
  switch (rule.operator) {
    case 'present':
      return fact !== '';
    case 'equals':
      return fact === rule.value;
    case 'notEquals':
      return fact !== rule.value;
    case 'in':
      return listOf(rule).includes(fact);
    case 'notIn':
      return !listOf(rule).includes(fact);
    case 'atLeast':
    case 'atMost':
    case 'above':
    case 'below':
      return typeof fact === 'number' && compares(fact, rule.operator, boundOf(rule));
  }
}

function compares(
  fact: number,
  operator: 'atLeast' | 'atMost' | 'above' | 'below',
  bound: number,
): boolean {
  switch (operator) {
    case 'atLeast':
      return fact >= bound;
    case 'atMost':
      return fact <= bound;
    case 'above':
      return fact > bound;
    case 'below':
      return fact < bound;
  }
}

function listOf(rule: Rule): readonly FactValue[] {
  if (typeof rule.value === 'object' && rule.value !== null) return rule.value;
  throw new TypeError(`rule ${rule.code}: ${rule.operator} needs a list`);
}

function boundOf(rule: Rule): number {
  if (typeof rule.value === 'number') return rule.value;
  throw new TypeError(`rule ${rule.code}: ${rule.operator} needs a number`);
}
