import type { Facts } from '../intake/facts.js';
import type { ScreeningReason } from '../screening/decide-screening.js';
import { unmetRules } from '../screening/rule.js';
import type { ProgrammeContent, ProgrammeShare } from './programme.js';

/** Which shares a case is under. `tier` is `null` where the programme's own hold. */
export interface AgreedShares {
  readonly tier: string | null;
  readonly shares: readonly ProgrammeShare[];
}

/** The shares of an applicant: those of the first tier whose every rule is met, else the programme's own. */
export function decideShares(
  facts: Facts,
  programme: Pick<ProgrammeContent, 'shares' | 'tiers'>,
): AgreedShares {
  const tier = programme.tiers.find(({ requires }) => unmetRules(facts, requires).length === 0);
  return tier === undefined
    ? { tier: null, shares: programme.shares }
    : { tier: tier.code, shares: tier.shares };
}

/**
 * Why a programme is not for this applicant: every rule of its own that is not met, and `notForThisApplicant`
 * where the applicant is of none of its groups. Empty: it is.
 */
export function whyIneligible(
  facts: Facts,
  { eligibility }: Pick<ProgrammeContent, 'eligibility'>,
): ScreeningReason[] {
  const { groups, rules } = eligibility;
  const isOfAGroup =
    groups.length === 0 || groups.some((group) => unmetRules(facts, group.rules).length === 0);
  return [
    ...unmetRules(facts, rules).map(({ code, field }) => ({ code, field })),
    ...(isOfAGroup ? [] : [{ code: 'notForThisApplicant', field: null }]),
  ];
}
