import type { WorkingTime } from '../calendar/working-time.js';
import type { ActivityInstances } from '../intervals/activity-instances.js';

/** Usual time from an activity's completion to the start of one that comes later in the case. In seconds. */
export interface ProfileEntry {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly meanS: number;
  /** Sample standard deviation; 0 for a single value, as pm4py has it. */
  readonly stdevS: number;
}

/** Two executions of a case that lie unusually far apart, or unusually near. */
export interface ProfileDeviation {
  readonly caseIndex: number;
  readonly from: number;
  readonly to: number;
  readonly tookS: number;
  /** |took − mean| ÷ standard deviation; infinite where there was no deviation at all. */
  readonly zeta: number;
}

/** The temporal profile (Stertz et al. 2020), as pm4py's `discover_temporal_profile`: all pairs of a case, not only neighbours. */
export function temporalProfile(
  instances: ActivityInstances,
  working?: WorkingTime,
): ProfileEntry[] {
  const sums = new Map<number, { count: number; meanS: number; squares: number }>();
  const activities = instances.log.activities.length;
  eachPair(instances, working, (_, key, tookS) => {
    const sum = sums.get(key) ?? { count: 0, meanS: 0, squares: 0 };
    // Welford's update: stable, and one pass.
    sum.count++;
    const off = tookS - sum.meanS;
    sum.meanS += off / sum.count;
    sum.squares += off * (tookS - sum.meanS);
    sums.set(key, sum);
  });
  return [...sums].map(([key, { count, meanS, squares }]) => ({
    from: Math.floor(key / activities),
    to: key % activities,
    count,
    meanS,
    stdevS: count > 1 ? Math.sqrt(squares / (count - 1)) : 0,
  }));
}

/** Pairs further than `zeta` standard deviations from the profile's mean, as pm4py's `conformance_temporal_profile`. */
export function temporalDeviations(
  instances: ActivityInstances,
  profile: readonly ProfileEntry[],
  zeta = 6,
  working?: WorkingTime,
): ProfileDeviation[] {
  const activities = instances.log.activities.length;
  const entries = new Map(profile.map((entry) => [entry.from * activities + entry.to, entry]));
  const found: ProfileDeviation[] = [];
  eachPair(instances, working, (caseIndex, key, tookS) => {
    const entry = entries.get(key);
    if (!entry || Math.abs(tookS - entry.meanS) <= zeta * entry.stdevS) return;
    const off = Math.abs(tookS - entry.meanS) / entry.stdevS;
    found.push({ caseIndex, from: entry.from, to: entry.to, tookS, zeta: off });
  });
  return found;
}

function eachPair(
  { log, caseOffsets, activity, startMs, completeMs }: ActivityInstances,
  working: WorkingTime | undefined,
  visit: (caseIndex: number, key: number, tookS: number) => void,
): void {
  for (let c = 0; c + 1 < caseOffsets.length; c++)
    for (let i = caseOffsets[c] ?? 0; i < (caseOffsets[c + 1] ?? 0); i++)
      for (let j = i + 1; j < (caseOffsets[c + 1] ?? 0); j++) {
        const [fromMs, toMs] = [completeMs[i] ?? 0, startMs[j] ?? 0];
        const tookMs = working?.betweenMs(fromMs, toMs) ?? toMs - fromMs;
        if (toMs >= fromMs)
          visit(c, (activity[i] ?? 0) * log.activities.length + (activity[j] ?? 0), tookMs / 1000);
      }
}
