import { discoverCalendars } from '../calendar/discover-calendar.js';
import type { WorkingTime } from '../calendar/working-time.js';
import type { ActivityInstances } from '../intervals/activity-instances.js';
import { quantileOfSorted } from '../statistics/quantile.js';
import { caseTimesS, executionsOfCases } from './case-times.js';
import { type Estimate, estimate } from './estimate.js';
import { calibrate } from './process-model.js';
import { simulatedTimesS } from './simulated-times.js';

/** How near the simulation comes to what is known. */
export interface BackTest {
  readonly observedMeanS: number;
  readonly simulatedMeanS: Estimate;
  /** |simulated − observed| ÷ observed, of the mean; null where nothing took any time. */
  readonly relativeError: number | null;
  /** The same for the median and the 90th percentile. */
  readonly relativeErrorP50: number | null;
  readonly relativeErrorP90: number | null;
}

/** A back-test on cases that the model did not learn from. */
export interface HoldOutTest extends BackTest {
  readonly trainedOn: number;
  readonly heldOut: number;
}

const SEEDS = 10;
/** Fewer cases than this on either side say nothing. */
const LEAST_CASES = 20;

/** Calibrates on the executions, simulates, and compares with the times that the same cases took. */
export function backTest(
  instances: ActivityInstances,
  workingOf?: (resource: number) => WorkingTime | undefined,
  seeds = SEEDS,
  excluded: ReadonlySet<string> = new Set(),
): BackTest | undefined {
  const model = calibrate(instances, workingOf);
  if (model.arrivalsMs.length === 0) return undefined;
  const timing = { fromAsked: model.arrivalsKnown === true, excluded };
  return compareTimes(caseTimesS(instances, timing), simulatedTimesS(model, timing, seeds));
}

/**
 * Learns from the cases that arrived first (the given share) and is judged on the others: their arrivals are known to
 * it, as is the queue that the earlier ones leave; work, people, hours, paths and waits are those learnt. Undefined
 * where there are too few cases.
 */
export function holdOutTest(
  instances: ActivityInstances,
  {
    share = 0.7,
    seeds = SEEDS,
    excluded = new Set(),
  }: { share?: number; seeds?: number; excluded?: ReadonlySet<string> } = {},
): HoldOutTest | undefined {
  const arrivals = Array.from({ length: instances.caseOffsets.length - 1 }, (_, c) => c)
    .filter((c) => instances.caseOffsets[c] !== instances.caseOffsets[c + 1])
    .sort((a, b) => arrivalMs(instances, a) - arrivalMs(instances, b));
  const split = Math.floor(arrivals.length * share);
  if (split < LEAST_CASES || arrivals.length - split < LEAST_CASES) return undefined;
  const learnt = executionsOfCases(instances, arrivals.slice(0, split));
  const model = calibrate(learnt, discoverCalendars(learnt));
  const timing = { fromAsked: model.arrivalsKnown === true, excluded };
  const all = {
    ...model,
    arrivalsMs: Float64Array.from(arrivals, (c) => arrivalMs(instances, c)),
  };
  const judged = executionsOfCases(instances, arrivals.slice(split));
  const found = compareTimes(
    caseTimesS(judged, timing),
    simulatedTimesS(all, timing, seeds, split),
  );
  return found && { trainedOn: split, heldOut: arrivals.length - split, ...found };
}

function arrivalMs({ startMs, scheduledMs, caseOffsets }: ActivityInstances, c: number): number {
  const first = caseOffsets[c] ?? 0;
  const asked = scheduledMs[first] ?? NaN;
  const start = startMs[first] ?? 0;
  return asked < start ? asked : start;
}

/** Holds simulated times, one array for each seed, against observed ones; undefined where no case took any. */
export function compareTimes(
  observedS: Float64Array,
  simulated: readonly Float64Array[],
): BackTest | undefined {
  if (observedS.every(Number.isNaN)) return undefined;
  const mean = estimate(simulated.map(meanOf));
  const observed = observedS.filter((each) => !Number.isNaN(each)).sort();
  const observedMeanS = meanOf(observed);
  const errorAt = (quantile: number): number | null => {
    const found = simulated.map((times) => quantileOfSorted(times.slice().sort(), quantile));
    return relative(estimate(found).mean, quantileOfSorted(observed, quantile));
  };
  return {
    observedMeanS,
    simulatedMeanS: mean,
    relativeError: relative(mean.mean, observedMeanS),
    relativeErrorP50: errorAt(0.5),
    relativeErrorP90: errorAt(0.9),
  };
}

function relative(found: number, known: number): number | null {
  if (found === known) return 0;
  return known === 0 ? null : Math.abs(found - known) / known;
}

export function meanOf(values: Float64Array): number {
  return values.reduce((total, each) => total + each, 0) / values.length;
}
