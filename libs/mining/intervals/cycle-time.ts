import type { ActivityInstances } from './activity-instances.js';

/**
 * Mean time between completed cases, in seconds, as pm4py's `get_cycle_time`: time in which anything at all was being
 * worked on, over the number of cases. pm4py leaves out the last stretch of uninterrupted work, and so does this;
 * `includingLast` counts it. Undefined where there is no execution.
 */
export function cycleTimeS(
  instances: ActivityInstances,
  { includingLast = false } = {},
): number | undefined {
  const order = byStart(instances);
  if (order.length === 0) return undefined;
  let productionMs = 0;
  let fromMs = instances.startMs[order[0] ?? 0] ?? 0;
  let toMs = instances.completeMs[order[0] ?? 0] ?? 0;
  for (const k of order) {
    const startMs = instances.startMs[k] ?? 0;
    if (startMs > toMs) {
      productionMs += toMs - fromMs;
      fromMs = startMs;
    }
    toMs = Math.max(toMs, instances.completeMs[k] ?? 0);
  }
  if (includingLast) productionMs += toMs - fromMs;
  return productionMs / casesWorkedOn(instances) / 1000;
}

/** Cases that have at least one execution. */
export function casesWorkedOn(instances: ActivityInstances): number {
  const { caseOffsets } = instances;
  let cases = 0;
  for (let c = 0; c + 1 < caseOffsets.length; c++)
    if (caseOffsets[c] !== caseOffsets[c + 1]) cases++;
  return cases;
}

function byStart({ startMs, completeMs }: ActivityInstances): Uint32Array {
  return Uint32Array.from(startMs.keys()).sort(
    (a, b) => (startMs[a] ?? 0) - (startMs[b] ?? 0) || (completeMs[a] ?? 0) - (completeMs[b] ?? 0),
  );
}
