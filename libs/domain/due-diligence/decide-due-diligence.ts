/** A due-diligence officer's report: the lead (A角) investigates, the second (B角) checks independently. */
export interface DueDiligenceReport {
  readonly officer: string;
  readonly opinion: 'support' | 'oppose';
  readonly reasonCodes: readonly string[];
}

export type DueDiligenceOutcome =
  | { readonly kind: 'pending'; readonly awaiting: readonly ('lead' | 'second')[] }
  | { readonly kind: 'supported' }
  /** The officers disagree: the case goes on, with the flag that takes it to a heavier path. */
  | { readonly kind: 'divided'; readonly reasonCodes: readonly string[] }
  | { readonly kind: 'opposed'; readonly reasonCodes: readonly string[] }
  | { readonly kind: 'refused'; readonly code: 'makerIsChecker' };

/** What two independent reports amount to. One person cannot be both officers, nor the case's maker. */
export function decideDueDiligence(
  lead: DueDiligenceReport | null,
  second: DueDiligenceReport | null,
): DueDiligenceOutcome {
  if (lead !== null && second !== null && lead.officer === second.officer) {
    return { kind: 'refused', code: 'makerIsChecker' };
  }
  if (lead === null || second === null)
    return { kind: 'pending', awaiting: missingOf(lead, second) };
  const opposed = [lead, second].filter(({ opinion }) => opinion === 'oppose');
  if (opposed.length === 0) return { kind: 'supported' };
  const reasonCodes = [...new Set(opposed.flatMap((report) => report.reasonCodes))];
  return { kind: opposed.length === 2 ? 'opposed' : 'divided', reasonCodes };
}

function missingOf(
  lead: DueDiligenceReport | null,
  second: DueDiligenceReport | null,
): ('lead' | 'second')[] {
  return [
    ...(lead === null ? ['lead' as const] : []),
    ...(second === null ? ['second' as const] : []),
  ];
}
