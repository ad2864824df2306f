import { decideUnder } from './decide-under.js';
import type {
  DecisionInputs,
  DecisionRules,
  PolicyDecision,
  StageFindings,
} from './decision-inputs.js';
import type { HistoricCase, JudgedCase } from './historic-case.js';
import type { LimitChanges } from './limit-changes.js';
import type { LimitHistory } from './limit-history.js';
import { byCurrency, bySegment, premiumOf } from './policy-sums.js';
import type { PolicyComparison, PolicySegments } from './policy-sums.js';
import { replayLimits, type LimitReplay, type LimitWord } from './replay-limits.js';

/** A stage whose recorded finding the recorded inputs do not bring forth again under the rules of then. */
export interface Unfaithful {
  readonly caseId: string;
  readonly finding: keyof StageFindings | 'limits' | 'outcome';
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

export interface PolicyEffect {
  readonly cases: number;
  /** Empty where the recorded inputs reproduce every decision; else these cases are not to be relied on. */
  readonly unfaithful: readonly Unfaithful[];
  readonly flips: readonly Flip[];
  /** What the limit guards of the books said, of these cases. */
  readonly limits: LimitSums;
  /** By currency: sums never cross them. */
  readonly totals: Readonly<Record<string, PolicyComparison>>;
  readonly segments: PolicySegments;
}

/** Cases by the last word of their book's limits. */
export interface LimitSums {
  /** Requests for headroom that were judged again, of all cases of the books. */
  readonly judged: number;
  readonly refusedBefore: number;
  readonly refusedAfter: number;
}

/** The limits of one book as they were judged, and what is to be tried in their place. */
export interface LimitQuestion {
  readonly history: LimitHistory;
  readonly changes: LimitChanges;
}

/**
 * Decides historic cases under the rules of then and under `changed`, and sums up what differs; the limits of their books
 * are judged again in the order of booking, under the limits of then and those of the question. "Before" is the
 * decision that the recorded inputs bring forth, which `unfaithful` holds against the recorded one.
 */
export function policyEffect(
  cases: readonly HistoricCase[],
  changed: (of: HistoricCase) => DecisionRules,
  limits: readonly LimitQuestion[] = [],
): PolicyEffect {
  const pairs = new Map(cases.map((of) => [of.caseId, new DecisionPair(of, changed(of))]));
  const replays = limits.map(({ history, changes }) =>
    replayLimits(history, changes, (caseId, near) => pairs.get(caseId)?.differs(near) ?? 'asThen'),
  );
  const judged = [...pairs.values()].map((pair) => pair.judged(replays));
  const offLimits = replays.flatMap(({ unfaithful: off }) => off);
  return {
    cases: cases.length,
    unfaithful: [
      ...judged.flatMap(({ of, before }) => unfaithful(of, before)),
      ...offLimits.map((off): Unfaithful => ({ ...off, finding: 'limits' })),
    ],
    flips: judged.flatMap(flipOf),
    limits: limitSums(judged, replays),
    totals: byCurrency(judged),
    segments: bySegment(judged),
  };
}

/** One case under both sets of rules; the second waits for what the limits say of its nearness. */
class DecisionPair {
  private readonly before: PolicyDecision;
  private readonly known = new Map<boolean | null, PolicyDecision>();

  constructor(
    private readonly of: HistoricCase,
    private readonly rules: DecisionRules,
  ) {
    this.before = decideUnder(of.inputs, of.rules);
  }

  differs(nearLimit: boolean | null): ReturnType<Parameters<typeof replayLimits>[2]> {
    const [then, now] = [this.before.outcome.kind, this.after(nearLimit).outcome.kind];
    if (then === now || now === 'undetermined') return 'asThen';
    return now === 'accepted' ? 'newlyAccepted' : 'newlyDeclined';
  }

  judged(replays: readonly LimitReplay[]): JudgedCase {
    const { of, before } = this;
    const found = replays.map(({ cases }) => cases.get(of.caseId)).find((each) => each);
    const after = this.after(found?.nearLimit ?? null);
    if (found === undefined) return { of, before, after, isRefused: [false, false] };
    return {
      of,
      before: withWord(before, found.before),
      after: withWord(after, found.after),
      isRefused: [found.before.kind === 'refused', found.after.kind === 'refused'],
    };
  }

  private after(nearLimit: boolean | null): PolicyDecision {
    const known = this.known.get(nearLimit);
    if (known !== undefined) return known;
    const decided = decideUnder(nearAs(this.of.inputs, nearLimit), this.rules);
    this.known.set(nearLimit, decided);
    return decided;
  }
}

/** `null`: near a limit as it was recorded. */
function nearAs(inputs: DecisionInputs, nearLimit: boolean | null): DecisionInputs {
  if (nearLimit === null) return inputs;
  const others = inputs.otherFlags.filter((flag) => flag !== 'nearLimit');
  return { ...inputs, otherFlags: nearLimit ? [...others, 'nearLimit'] : others };
}

/** What the limits refuse is declined, whatever the other rules say; a refusal of theirs stays theirs. */
function withWord(decision: PolicyDecision, word: LimitWord): PolicyDecision {
  if (word.kind !== 'refused' || decision.outcome.kind === 'declined') return decision;
  const { at, reasonCodes } = word;
  return { ...decision, outcome: { kind: 'declined', at, reasonCodes } };
}

function limitSums(judged: readonly JudgedCase[], replays: readonly LimitReplay[]): LimitSums {
  return {
    judged: replays.reduce((sum, { asked }) => sum + asked, 0),
    refusedBefore: judged.filter(({ isRefused: [then] }) => then).length,
    refusedAfter: judged.filter(({ isRefused: [, now] }) => now).length,
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

function flipOf({ of, before, after }: JudgedCase): Flip[] {
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
