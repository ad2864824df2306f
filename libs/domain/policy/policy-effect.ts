import { approvalPathKinds, type ApprovalPathKind } from '../approval/authority.js';
import { decideUnder } from './decide-under.js';
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

/** A stage whose recorded finding the recorded inputs do not bring forth again under the rules of then. */
export interface Unfaithful {
  readonly caseId: string;
  readonly finding: keyof StageFindings | 'outcome';
  readonly recorded: unknown;
  readonly found: unknown;
}

/** A case that is decided otherwise. */
export interface Flip {
  readonly caseId: string;
  readonly from: PolicyDecision['outcome']['kind'];
  readonly to: PolicyDecision['outcome']['kind'];
  readonly at: string;
  readonly reasonCodes: readonly string[];
  readonly amountMinor: number;
  readonly premiumMinor: number;
  /** Known only for cases that were accepted once. */
  readonly loss:
    { readonly kind: 'known'; readonly lossMinor: number } | { readonly kind: 'outcomeUnknown' };
}

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

export interface PolicyEffect {
  readonly cases: number;
  /** Empty where the recorded inputs reproduce every decision; else these cases are not to be relied on. */
  readonly unfaithful: readonly Unfaithful[];
  readonly flips: readonly Flip[];
  /** By currency: sums never cross them. */
  readonly totals: Readonly<Record<string, PolicyComparison>>;
  /** By the segment's name, its value, and currency. */
  readonly segments: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, PolicyComparison>>>>>
  >;
}

interface Judged {
  readonly of: HistoricCase;
  readonly before: PolicyDecision;
  readonly after: PolicyDecision;
}

/**
 * Decides historic cases under the rules of then and under `changed`, and sums up what differs. "Before" is the
 * decision that the recorded inputs bring forth, which `unfaithful` holds against the recorded one.
 */
export function policyEffect(
  cases: readonly HistoricCase[],
  changed: (of: HistoricCase) => DecisionRules,
): PolicyEffect {
  const judged = cases.map((of) => ({
    of,
    before: decideUnder(of.inputs, of.rules),
    after: decideUnder(of.inputs, changed(of)),
  }));
  return {
    cases: cases.length,
    unfaithful: judged.flatMap(({ of, before }) => unfaithful(of, before)),
    flips: judged.flatMap(flipOf),
    totals: byCurrency(judged),
    segments: bySegment(judged),
  };
}

const findingNames = ['screening', 'credit', 'score', 'assessment', 'price', 'path'] as const;

function unfaithful(of: HistoricCase, found: PolicyDecision): Unfaithful[] {
  const { caseId, recorded } = of;
  const differing = findingNames.flatMap((finding): Unfaithful[] => {
    const then = recorded.findings[finding];
    const now = found.findings[finding];
    if (then === undefined || sameText(then) === sameText(now)) return [];
    return [{ caseId, finding, recorded: then, found: now ?? null }];
  });
  const { kind } = found.outcome;
  if (recorded.kind === null || recorded.kind === kind) return differing;
  return [...differing, { caseId, finding: 'outcome', recorded: recorded.kind, found: kind }];
}

/** As JSON with sorted keys: a database keeps no order of keys. */
function sameText(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

function flipOf({ of, before, after }: Judged): Flip[] {
  if (before.outcome.kind === after.outcome.kind) return [];
  return [
    {
      caseId: of.caseId,
      from: before.outcome.kind,
      to: after.outcome.kind,
      at: after.outcome.at,
      reasonCodes: after.outcome.reasonCodes,
      amountMinor: of.inputs.terms.amountMinor,
      premiumMinor: premiumOf(after) || premiumOf(before),
      loss:
        of.lossMinor === null
          ? { kind: 'outcomeUnknown' }
          : { kind: 'known', lossMinor: of.lossMinor },
    },
  ];
}

function premiumOf({ findings: { price } }: PolicyDecision): number {
  return price?.kind === 'priced' ? price.premiumMinor : 0;
}

function byCurrency(judged: readonly Judged[]): Record<string, PolicyComparison> {
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

function bySegment(judged: readonly Judged[]): PolicyEffect['segments'] {
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
