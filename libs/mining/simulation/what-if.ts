import { pairActivityInstances, type ActivityInstances } from '../intervals/activity-instances.js';
import { leadTimes } from '../intervals/lead-times.js';
import type { WorkingTime } from '../calendar/working-time.js';
import { type Change, withChange } from './changes.js';
import { calibrate, type ProcessModel } from './process-model.js';
import { simulate } from './simulate.js';

/** A figure over repeated seeds: its mean and 95 % interval. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Mean lead time of cases in seconds, without and with a change. */
export interface Proposal {
  readonly change: Change;
  readonly beforeS: Estimate;
  readonly afterS: Estimate;
  /** After less before, pairwise by seed. */
  readonly differenceS: Estimate;
}

/** How near the simulation comes to what is known. */
export interface BackTest {
  readonly observedMeanS: number;
  readonly simulatedMeanS: Estimate;
  /** |simulated − observed| ÷ observed, of the mean. */
  readonly relativeError: number;
  /** The same for the median and the 90th percentile. */
  readonly relativeErrorP50: number;
  readonly relativeErrorP90: number;
}

const SEEDS = 10;

/** What each change would do, one by one, largest gain first. Before and after share their seeds. */
export function proposals(
  model: ProcessModel,
  changes: readonly Change[],
  seeds = SEEDS,
): Proposal[] {
  const before = leadsBySeed(model, seeds).map((lead) => lead.meanS);
  return changes
    .map((change): Proposal => {
      const after = leadsBySeed(withChange(model, change), seeds).map((lead) => lead.meanS);
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

/** Calibrates on the executions, simulates, and compares with the lead times that they had. */
export function backTest(
  instances: ActivityInstances,
  workingOf?: (resource: number) => WorkingTime | undefined,
  seeds = SEEDS,
): BackTest | undefined {
  const observed = leadTimes(instances)?.lead;
  if (!observed) return undefined;
  const simulated = leadsBySeed(calibrate(instances, workingOf), seeds);
  const mean = estimate(simulated.map((lead) => lead.meanS));
  const error = (found: number, known: number) => Math.abs(found - known) / known;
  return {
    observedMeanS: observed.meanS,
    simulatedMeanS: mean,
    relativeError: error(mean.mean, observed.meanS),
    relativeErrorP50: error(estimate(simulated.map((lead) => lead.p50S)).mean, observed.p50S),
    relativeErrorP90: error(estimate(simulated.map((lead) => lead.p90S)).mean, observed.p90S),
  };
}

function leadsBySeed(model: ProcessModel, seeds: number) {
  return Array.from({ length: seeds }, (_, n) => {
    const lead = leadTimes(pairActivityInstances(simulate(model, n + 1)))?.lead;
    if (!lead) throw new RangeError('the process has no case to simulate');
    return lead;
  });
}

/** Two-sided 95 % quantiles of Student's t for 1 to 30 degrees of freedom. */
const STUDENT_T = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145,
  2.131, 2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048,
  2.045, 2.042,
];

function estimate(values: readonly number[]): Estimate {
  const mean = values.reduce((total, each) => total + each, 0) / values.length;
  const squares = values.reduce((total, each) => total + (each - mean) ** 2, 0);
  const t = STUDENT_T[values.length - 2] ?? 1.96;
  const margin =
    values.length > 1 ? t * Math.sqrt(squares / (values.length - 1) / values.length) : 0;
  return { mean, low: mean - margin, high: mean + margin };
}
