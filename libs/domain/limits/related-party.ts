import type { Command } from '../lifecycle/messages.js';

/** Days within which a guarantee for a related party is reported (国令683 art. 17). */
export const relatedPartyReportDays = 30;

/**
 * Are the terms of a related party's guarantee better than others' (国令683 art. 17)? They are when its premium rate is
 * below the lowest at which the same product guarantees an unrelated applicant of the same grade; with nobody to
 * compare, the product's price list is what others would get.
 */
export function decideRelatedPartyTerms(
  premiumRateBps: number,
  comparableRatesBps: readonly number[],
): { readonly kind: 'notBetter' } | { readonly kind: 'better'; readonly lowestRateBps: number } {
  if (comparableRatesBps.length === 0) return { kind: 'notBetter' };
  const lowestRateBps = Math.min(...comparableRatesBps);
  return premiumRateBps < lowestRateBps ? { kind: 'better', lowestRateBps } : { kind: 'notBetter' };
}

/** A task's id ends in its kind: the report is decided at whatever stage the case stands. */
export function isOfRelatedPartyReport({ kind, task }: Command): boolean {
  return kind === 'decideTask' && task?.endsWith('-relatedPartyReport') === true;
}
