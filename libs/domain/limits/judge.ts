import { noCommitment, sumsOf, type Bearer, type Commitment } from './amounts.js';
import {
  articles,
  ceilingOf,
  ruleState,
  rulesOver,
  type RuleName,
  type RuleStanding,
} from './rules.js';
import { moveOf, standingAfter, type LimitedGuarantee, type Standing } from './standing.js';
import { ratesOf } from './terms.js';
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
  /** What new requests still get of it: up to the limit, or to its stop line where that is lower. */
  readonly headroomMinor: number;
  /** Where new requests stop below the limit; `null` where only the limit itself stops. */
  readonly stopMinor: number | null;
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
      /** Rules that are used from their warning rate on, once it is taken. */
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
  const near = after.flatMap((rule, index) =>
    ruleState(rule) === 'free' ? [] : [findingOf(rule, before[index]?.used ?? 0)],
  );
  const netAssetsMissing = standing.basis.netAssetsMinor === null;
  return { kind: 'fits', change, near, netAssetsMissing };
}

/** Above the limit nothing may stay that is judged; above its stop line nothing may be added. */
function isBroken(rule: RuleStanding, before: Hundredths): boolean {
  const { limit, used } = rule;
  const ceiling = ceilingOf(rule);
  if (limit === null || ceiling === null) return false;
  return (used > limit && used >= before) || (used > ceiling && used > before);
}

/** The reason codes of a refusal: one for each rule that it would break. */
export function refusalReasons(findings: readonly RuleFinding[]): string[] {
  return findings.map(({ rule, key }) => `limit:${rule}${rule === 'cap' ? `:${key}` : ''}`);
}

/** No amount is small enough for the controlling shareholder (art. 17). */
function forbidden(standing: Standing, change: Change): RuleFinding {
  const { committed } = change.cap;
  const rates = ratesOf(standing.basis);
  const rule = { rule: 'controllingShareholder', key: '', limit: 0, used: 0, rates } as const;
  return { ...findingOf(rule, 0), askedMinor: committed.grossMinor };
}

/** `rule` as it would stand after the move; `before`: what was used of it until then. */
export function findingOf(rule: RuleStanding, before: Hundredths): RuleFinding {
  const limit = rule.limit ?? 0;
  const ceiling = ceilingOf(rule) ?? 0;
  return {
    rule: rule.rule,
    key: rule.key,
    article: articles[rule.rule],
    limitMinor: Math.floor(limit / 100),
    usedMinor: Math.ceil(before / 100),
    askedMinor: Math.ceil((rule.used - before) / 100),
    headroomMinor: Math.max(0, Math.floor((ceiling - before) / 100)),
    stopMinor: ceiling < limit ? Math.floor(ceiling / 100) : null,
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
    return rulesOver(after).every((rule) => rule.used <= (ceilingOf(rule) ?? Infinity));
  };
  let [fitting, beyond] = [0, LARGEST_AMOUNT_MINOR + 1];
  while (beyond - fitting > 1) {
    const middle = fitting + Math.floor((beyond - fitting) / 2);
    if (fits(middle)) fitting = middle;
    else beyond = middle;
  }
  return fitting;
}
