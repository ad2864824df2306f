import type { AttributeColumn } from '../log/attribute-column.js';
import { holmAdjusted, meanDifference, ranksWithTies, twoSidedP } from '../statistics/inference.js';
import { type Segment, segmentsOf } from './segments.js';

/** A segment of cases that goes with delay (or with speed, where the difference is negative). */
export interface RootCause {
  readonly attribute: string;
  readonly value: string;
  readonly cases: number;
  /** Mean of the segment less the mean of all other cases, in the outcome's unit, with its 95 % interval. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** Cliff's delta: how much likelier a case of the segment takes longer than another than shorter; −1 to 1. */
  readonly effect: number;
  /** Mann–Whitney, on what the causes before it leave unexplained; corrected by Holm for every segment looked at. */
  readonly p: number;
  /** `difference × cases`: what the segment costs over all its cases. */
  readonly excess: number;
}

export interface RootCauseOptions {
  /** Highest corrected p-value of a cause. */
  readonly level?: number;
  /** Fewest cases inside and outside of a segment. */
  readonly minCases?: number;
  readonly most?: number;
  /** Smallest |Cliff's delta| worth telling; below 0.147 an effect is commonly called negligible (Romano et al. 2006). */
  readonly leastEffect?: number;
}

/**
 * Which attributes go with an outcome of the cases (a duration, a wait), strongest first. The segment that explains most
 * of the ranked outcome is taken, its effect is taken out, and the rest is looked at again: so an attribute that merely
 * travels with a cause is not called one. It finds association, not proof. Cases whose outcome is NaN (not known yet, for
 * open cases) are left out.
 */
export function rootCauses(
  outcome: Float64Array,
  attributes: Readonly<Record<string, AttributeColumn>>,
  { level = 0.01, minCases = 10, most = 10, leastEffect = 0.1 }: RootCauseOptions = {},
): RootCause[] {
  const known = Uint32Array.from(outcome.keys()).filter((c) => !Number.isNaN(outcome[c] ?? NaN));
  const values = Float64Array.from(known, (c) => outcome[c] ?? 0);
  const segments = segmentsOf(attributes, outcome.length, 1)
    .map((segment) => among(segment, known))
    .filter(({ cases }) => cases >= minCases && values.length - cases >= minCases);
  const causes: RootCause[] = [];
  const taken = new Set<Segment>();
  let residual = values;
  while (causes.length < most) {
    const tested = testAll(residual, segments);
    const best = tested
      .filter(({ segment, p }) => !taken.has(segment) && p <= level)
      .reduce<Tested | undefined>(
        (top, each) => (top && top.explained >= each.explained ? top : each),
        undefined,
      );
    if (!best) break;
    taken.add(best.segment);
    residual = withoutEffect(residual, best.segment);
    if (Math.abs(best.effect) < leastEffect) continue;
    causes.push(described(values, best));
  }
  return causes;
}

interface Tested {
  readonly segment: Segment;
  readonly effect: number;
  readonly p: number;
  /** Share of the ranks' spread that the segment explains. */
  readonly explained: number;
}

function among(segment: Segment, known: Uint32Array): Segment {
  const members = Uint8Array.from(known, (c) => segment.members[c] ?? 0);
  return { ...segment, members, cases: members.reduce((total, each) => total + each, 0) };
}

function testAll(values: Float64Array, segments: readonly Segment[]): Tested[] {
  const { ranks, tieTerm } = ranksWithTies(values);
  const total = values.length;
  const tested = segments.map((segment) => {
    const inside = segment.cases;
    const outside = total - inside;
    let rankSum = 0;
    ranks.forEach((rank, k) => (rankSum += segment.members[k] === 1 ? rank : 0));
    const u = rankSum - (inside * (inside + 1)) / 2;
    const variance =
      ((inside * outside) / 12) * (total + 1 - tieTerm / Math.max(1, total * (total - 1)));
    const z = variance > 0 ? (u - (inside * outside) / 2) / Math.sqrt(variance) : 0;
    const effect = (2 * u) / (inside * outside) - 1;
    return { segment, effect, p: twoSidedP(z), explained: z * z };
  });
  const adjusted = holmAdjusted(tested.map(({ p }) => p));
  return tested.map((each, n) => ({ ...each, p: adjusted[n] ?? 1 }));
}

/** Shifts the segment by the difference of medians, so that what stays is not its doing. */
function withoutEffect(values: Float64Array, { members }: Segment): Float64Array<ArrayBuffer> {
  const median = (flag: number): number => {
    const part = values.filter((_, k) => members[k] === flag).sort();
    return part[part.length >> 1] ?? 0;
  };
  const shift = median(1) - median(0);
  return Float64Array.from(values, (value, k) => (members[k] === 1 ? value - shift : value));
}

function described(values: Float64Array, { segment, effect, p }: Tested): RootCause {
  const { difference, low, high } = meanDifference(values, segment.members);
  const { attribute, value, cases } = segment;
  return { attribute, value, cases, difference, low, high, effect, p, excess: difference * cases };
}
