import { approvalPathKinds, type ApprovalPathKind } from '../approval/authority.js';
import type { PolicyDecision, StageFindings } from './decision-inputs.js';
import type { HistoricCase, JudgedCase } from './historic-case.js';

/** Sums under one set of rules, in minor units of one currency. */
export interface PolicySums {
  readonly accepted: number;
  readonly declined: number;
  readonly undetermined: number;
  /** Guaranteed amounts and premiums of the accepted. */
  readonly amountMinor: number;
  readonly premiumMinor: number;
  /** What the accepted of them owe now, where they were accepted then too. */
  readonly outstandingMinor: number;
  /** Known losses of the accepted, and how many accepted have no known outcome because they were declined then. */
  readonly knownLossMinor: number;
  readonly outcomeUnknown: number;
  /** Cases by who decides. */
  readonly workload: Readonly<Record<ApprovalPathKind | 'screeningReview', number>>;
}

export interface PolicyComparison {
  readonly before: PolicySums;
  readonly after: PolicySums;
}

/** By the segment's name, its value, and currency. */
export type PolicySegments = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, PolicyComparison>>>>>
>;

/** Zero where the case has no price. */
export function premiumOf({ findings: { price } }: PolicyDecision): number {
  return price?.kind === 'priced' ? price.premiumMinor : 0;
}

/** By currency: sums never cross them. */
export function byCurrency(judged: readonly JudgedCase[]): Record<string, PolicyComparison> {
  const groups = grouped(judged, ({ of }) => of.currency);
  return Object.fromEntries(
    [...groups].map(([currency, own]) => [
      currency,
      {
        before: sumsOf(own.map(({ of, before }) => [of, before])),
        after: sumsOf(own.map(({ of, after }) => [of, after])),
      },
    ]),
  );
}

/** By the segment's name, its value, and currency. */
export function bySegment(judged: readonly JudgedCase[]): PolicySegments {
  const names = new Set(judged.flatMap(({ of }) => Object.keys(of.segments)));
  return Object.fromEntries(
    [...names].map((name) => {
      const groups = grouped(judged, ({ of }) => of.segments[name] ?? '—');
      const values = [...groups].map(([value, own]) => [value, byCurrency(own)] as const);
      return [name, Object.fromEntries(values)];
    }),
  );
}

function grouped<T>(all: readonly T[], keyOf: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const key = keyOf(each);
    const known = groups.get(key);
    if (known) known.push(each);
    else groups.set(key, [each]);
  }
  return groups;
}

function sumsOf(decided: readonly (readonly [HistoricCase, PolicyDecision])[]): PolicySums {
  const accepted = decided.filter(([, { outcome }]) => outcome.kind === 'accepted');
  const count = (kind: string) => decided.filter(([, { outcome }]) => outcome.kind === kind).length;
  const sum = (part: (of: HistoricCase, decision: PolicyDecision) => number) =>
    accepted.reduce((total, [of, decision]) => total + part(of, decision), 0);
  return {
    accepted: accepted.length,
    declined: count('declined'),
    undetermined: count('undetermined'),
    amountMinor: sum(({ inputs }) => inputs.terms.amountMinor),
    premiumMinor: sum((_of, decision) => premiumOf(decision)),
    outstandingMinor: sum(({ outstandingMinor }) => outstandingMinor),
    knownLossMinor: sum(({ lossMinor }) => lossMinor ?? 0),
    outcomeUnknown: accepted.filter(([{ lossMinor }]) => lossMinor === null).length,
    workload: workloadOf(decided.map(([, { findings }]) => findings)),
  };
}

function workloadOf(findings: readonly StageFindings[]): PolicySums['workload'] {
  const at = (kind: ApprovalPathKind) => findings.filter(({ path }) => path === kind).length;
  const byPath = Object.fromEntries(approvalPathKinds.map((kind) => [kind, at(kind)])) as Record<
    ApprovalPathKind,
    number
  >;
  const reviews = findings.filter(({ screening }) => screening?.kind === 'review').length;
  return { ...byPath, screeningReview: reviews };
}
