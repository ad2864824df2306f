import type { Facts } from '../intake/facts.js';
import { unmetRules, type Rule } from './rule.js';

export const listMatches = ['exact', 'possible'] as const;
export type ListMatch = (typeof listMatches)[number];

export const hitActions = ['decline', 'review', 'ignore'] as const;
export type HitAction = (typeof hitActions)[number];

/** A list that applicants are looked up in, and what a hit on it means. */
export interface ScreeningList {
  readonly list: string;
  readonly onExact: HitAction;
  readonly onPossible: HitAction;
  readonly source: string;
}

export interface ScreeningPolicy {
  /** Whom this product is for. */
  readonly eligibility: readonly Rule[];
  /** What rules anybody out, whoever asks. */
  readonly hardRules: readonly Rule[];
  readonly lists: readonly ScreeningList[];
}

/** A hit that a look-up recorded. */
export interface ListHit {
  readonly list: string;
  readonly match: ListMatch;
}

/** Why screening did not simply clear: a rule's code, or `listed:<list>`. */
export interface ScreeningReason {
  readonly code: string;
  readonly field: string | null;
}

export type ScreeningOutcome =
  | { readonly kind: 'clear' }
  | { readonly kind: 'review'; readonly reasons: readonly ScreeningReason[] }
  | { readonly kind: 'declined'; readonly reasons: readonly ScreeningReason[] };

/**
 * Screens an application against the product's rules, the programme's (`ineligible`: why it is not for this
 * applicant) and the lists. Any reason to decline declines, and all of them are named; a hit that only a
 * person can judge goes to review.
 */
export function decideScreening(
  facts: Facts,
  hits: readonly ListHit[],
  policy: ScreeningPolicy,
  ineligible: readonly ScreeningReason[] = [],
): ScreeningOutcome {
  const unmet = [...unmetRules(facts, policy.hardRules), ...unmetRules(facts, policy.eligibility)];
  const declining = [
    ...unmet.map(({ code, field }) => ({ code, field })),
    ...ineligible,
    ...listReasons(hits, policy, 'decline'),
  ];
  if (declining.length > 0) return { kind: 'declined', reasons: declining };
  const reviewing = listReasons(hits, policy, 'review');
  return reviewing.length > 0 ? { kind: 'review', reasons: reviewing } : { kind: 'clear' };
}

function listReasons(
  hits: readonly ListHit[],
  policy: ScreeningPolicy,
  action: HitAction,
): ScreeningReason[] {
  const lists = hits.filter((hit) => actionOn(hit, policy) === action).map((hit) => hit.list);
  return [...new Set(lists)].map((list) => ({ code: `listed:${list}`, field: null }));
}

/** A hit on a list that the pack does not name is a person's to judge: it is never overlooked. */
function actionOn(hit: ListHit, policy: ScreeningPolicy): HitAction {
  const rule = policy.lists.find(({ list }) => list === hit.list);
  if (rule === undefined) return 'review';
  return hit.match === 'exact' ? rule.onExact : rule.onPossible;
}
