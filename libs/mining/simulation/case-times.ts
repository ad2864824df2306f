import type { ActivityInstances } from '../intervals/activity-instances.js';

/** How times of cases are measured. */
export interface CaseTiming {
  /** Measure from when a case's first work was asked for; else from when it began. */
  readonly fromAsked: boolean;
  /** Activities whose time nobody can shorten (the loan's term): it is taken off. */
  readonly excluded: ReadonlySet<string>;
}

/** From each case's arrival to its last completion in seconds, without what the excluded activities took; by case. */
export function caseTimesS(instances: ActivityInstances, timing: CaseTiming): Float64Array {
  const { log, caseOffsets, activity, startMs, completeMs, scheduledMs } = instances;
  const excluded = log.activities.map((name) => timing.excluded.has(name));
  return Float64Array.from({ length: caseOffsets.length - 1 }, (_, c) => {
    let beganMs = Infinity;
    let endedMs = -Infinity;
    let excludedMs = 0;
    let excludedUntilMs = -Infinity;
    for (let k = caseOffsets[c] ?? 0; k < (caseOffsets[c + 1] ?? 0); k++) {
      const start = startMs[k] ?? 0;
      const end = completeMs[k] ?? 0;
      const asked = scheduledMs[k] ?? NaN;
      beganMs = Math.min(beganMs, timing.fromAsked && asked < start ? asked : start);
      endedMs = Math.max(endedMs, end);
      if (excluded[activity[k] ?? 0] !== true) continue;
      excludedMs += Math.max(0, end - Math.max(start, excludedUntilMs));
      excludedUntilMs = Math.max(excludedUntilMs, end);
    }
    return endedMs < beganMs ? NaN : (endedMs - beganMs - excludedMs) / 1000;
  });
}

/** The executions of some cases, in the given order of cases. */
export function executionsOfCases(
  instances: ActivityInstances,
  cases: readonly number[],
): ActivityInstances {
  const { caseOffsets } = instances;
  const kept = cases.flatMap((c) => {
    const first = caseOffsets[c] ?? 0;
    return Array.from({ length: (caseOffsets[c + 1] ?? 0) - first }, (_, n) => first + n);
  });
  const offsets = new Uint32Array(cases.length + 1);
  cases.forEach((c, n) => {
    offsets[n + 1] = (offsets[n] ?? 0) + (caseOffsets[c + 1] ?? 0) - (caseOffsets[c] ?? 0);
  });
  const codes = (from: ArrayLike<number>) => Uint32Array.from(kept, (k) => from[k] ?? 0);
  const times = (from: ArrayLike<number>) => Float64Array.from(kept, (k) => from[k] ?? NaN);
  return {
    ...instances,
    log: { ...instances.log, caseIds: cases.map((c) => instances.log.caseIds[c] ?? '') },
    caseOffsets: offsets,
    activity: codes(instances.activity),
    resource: codes(instances.resource),
    startMs: times(instances.startMs),
    completeMs: times(instances.completeMs),
    suspendedMs: times(instances.suspendedMs),
    scheduledMs: times(instances.scheduledMs),
  };
}
