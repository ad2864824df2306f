import { meanOf } from './back-test.js';
import type { CaseTiming } from './case-times.js';
import { type Change, withChange } from './changes.js';
import { type Estimate, estimate } from './estimate.js';
import type { ProcessModel } from './process-model.js';
import { simulatedTimesS } from './simulated-times.js';

/** Mean time of cases in seconds, without and with a change. */
export interface Proposal {
  readonly change: Change;
  readonly beforeS: Estimate;
  readonly afterS: Estimate;
  /** After less before, pairwise by seed. */
  readonly differenceS: Estimate;
}

const SEEDS = 10;

/**
 * What each change would do, one by one, largest gain first. Before and after share their seeds, and each case its
 * chances. Activities in `excluded` (the loan's term) are no part of the times.
 */
export function proposals(
  model: ProcessModel,
  changes: readonly Change[],
  seeds = SEEDS,
  excluded: ReadonlySet<string> = new Set(),
): Proposal[] {
  const timing = { fromAsked: model.arrivalsKnown === true, excluded };
  return proposalsAgainst(simulatedTimesS(model, timing, seeds), model, changes, timing);
}

/** As `proposals`, where the process without a change was simulated already: its times, one array for each seed. */
export function proposalsAgainst(
  unchanged: readonly Float64Array[],
  model: ProcessModel,
  changes: readonly Change[],
  timing: CaseTiming,
): Proposal[] {
  const before = unchanged.map(meanOf);
  return changes
    .map((change): Proposal => {
      const after = simulatedTimesS(withChange(model, change), timing, before.length).map(meanOf);
      const differences = after.map((each, n) => each - (before[n] ?? 0));
      return {
        change,
        beforeS: estimate(before),
        afterS: estimate(after),
        differenceS: estimate(differences),
      };
    })
    .sort((a, b) => a.differenceS.mean - b.differenceS.mean);
}
