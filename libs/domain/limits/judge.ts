import { noCommitment, sumsOf, type Bearer, type Commitment } from './amounts.js';
import { articles, rulesOver, type RuleName, type RuleStanding } from './rules.js';
import { moveOf, standingAfter, type LimitedGuarantee, type Standing } from './standing.js';
import type { Change } from './uses.js';
import type { Hundredths } from './weights.js';

/** One rule as people read it: weighted sums in minor units, rounded against us. */
export interface RuleFinding {
  readonly rule: RuleName;
  readonly key: string;
  readonly article: string;
  readonly limitMinor: number;
  readonly usedMinor: number;
  /** What the guarantee would add to this rule's sum: weighted, the flips of other contracts included. */
  readonly askedMinor: number;
  readonly headroomMinor: number;
}

export interface HeadroomRefusal {
  readonly kind: 'exceeded';
  /** Every rule that it breaks, in the order of {@link rulesOver}. */
  readonly findings: readonly RuleFinding[];
  /** The largest guaranteed amount that would fit under all of them. */
  readonly largestFitMinor: number;
}

export type Judgement =
  | {
      readonly kind: 'fits';
      readonly change: Change;
      /** Rules that are used from the book's warning rate on, once it is taken. */
      readonly near: readonly RuleFinding[];
      /** Without recorded net assets the rules of Decree 683 cannot be computed. */
      readonly netAssetsMissing: boolean;
    }
  | HeadroomRefusal;

/**
 * May this guarantee go over to that commitment? Every rule that it would leave above its limit refuses, unless the
 * move lowers what is used. Decided on the book as it stands, never as of a business date.
 */
export function judgeMove(
  standing: Standing,
  guarantee: LimitedGuarantee,
  from: Commitment,
  to: Commitment,
  bearers: readonly Bearer[],
): Judgement {
  const change = moveOf(standing, guarantee, from, to);
  const before = rulesOver(standing);
  const after = rulesOver(standingAfter(standing, change));
  const findings = [
    ...(guarantee.controlsGuarantor ? [forbidden(standing, change)] : []),
    ...after.flatMap((rule, index) => {
      const used = before[index]?.used ?? 0;
      return isBroken(rule, used) ? [findingOf(rule, used)] : [];
    }),
  ];
  if (findings.length > 0) {
    const largestFitMinor = largestFit(standing, guarantee, from, bearers);
    return { kind: 'exceeded', findings, largestFitMinor };
  }
  const { nearBps } = standing.basis.terms;
  const near = after.flatMap((rule, index) =>
    rule.limit !== null && rule.used * 10_000 >= rule.limit * nearBps
      ? [findingOf(rule, before[index]?.used ?? 0)]
      : [],
  );
  const netAssetsMissing = standing.basis.netAssetsMinor === null;
  return { kind: 'fits', change, near, netAssetsMissing };
}

function isBroken({ limit, used }: RuleStanding, before: Hundredths): boolean {
  return limit !== null && used > limit && used >= before;
}

/** The reason codes of a refusal: one for each rule that it would break. */
export function refusalReasons(findings: readonly RuleFinding[]): string[] {
  return findings.map(({ rule, key }) => `limit:${rule}${rule === 'cap' ? `:${key}` : ''}`);
}

/** No amount is small enough for the controlling shareholder (art. 17). */
function forbidden(standing: Standing, change: Change): RuleFinding {
  const { committed } = change.cap;
  const rule = { rule: 'controllingShareholder', key: '', limit: 0, used: 0 } as const;
  return { ...findingOf(rule, 0), askedMinor: committed.grossMinor };
}

/** `rule` as it would stand after the move; `before`: what was used of it until then. */
export function findingOf(rule: RuleStanding, before: Hundredths): RuleFinding {
  const limit = rule.limit ?? 0;
  return {
    rule: rule.rule,
    key: rule.key,
    article: articles[rule.rule],
    limitMinor: Math.floor(limit / 100),
    usedMinor: Math.ceil(before / 100),
    askedMinor: Math.ceil((rule.used - before) / 100),
    headroomMinor: Math.max(0, Math.floor((limit - before) / 100)),
  };
}

const LARGEST_AMOUNT_MINOR = 10_000_000_000_000;

/**
 * The largest guaranteed amount that fits under every rule, whatever is committed to the guarantee now. Found by
 * bisection: a larger amount never uses less of any rule.
 */
export function largestFit(
  standing: Standing,
  guarantee: LimitedGuarantee,
  from: Commitment,
  bearers: readonly Bearer[],
): number {
  if (guarantee.controlsGuarantor) return 0;
  const bare = standingAfter(standing, moveOf(standing, guarantee, from, noCommitment));
  const fits = (amountMinor: number): boolean => {
    const to = { ...noCommitment, reserved: sumsOf(amountMinor, bearers) };
    const after = standingAfter(bare, moveOf(bare, guarantee, noCommitment, to));
    return rulesOver(after).every(({ limit, used }) => limit === null || used <= limit);
  };
  let [fitting, beyond] = [0, LARGEST_AMOUNT_MINOR + 1];
  while (beyond - fitting > 1) {
    const middle = fitting + Math.floor((beyond - fitting) / 2);
    if (fits(middle)) fitting = middle;
    else beyond = middle;
  }
  return fitting;
}
