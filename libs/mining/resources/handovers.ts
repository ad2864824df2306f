import { caseCount, type EventLog } from '../log/event-log.js';

/** Work passed from one resource's event to the next event of the case. */
export interface Handover {
  /** Index into the log's resources; undefined where the event names none. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly count: number;
  /** Share of all pairs of successive events, as pm4py's `discover_handover_of_work_network` (β = 0). */
  readonly share: number;
  /** Whole time between the two events over all such handovers, in seconds. */
  readonly waitS: number;
}

/** Handovers, most frequent first. A resource that hands over to itself is counted, as pm4py counts it. */
export function handovers(log: EventLog): Handover[] {
  const width = log.resources.length + 1;
  const counts = new Map<number, { count: number; waitMs: number }>();
  let total = 0;
  for (let c = 0; c < caseCount(log); c++) {
    const end = log.caseOffsets[c + 1] ?? 0;
    for (let k = (log.caseOffsets[c] ?? 0) + 1; k < end; k++) {
      const key = placeOf(log, k - 1) * width + placeOf(log, k);
      const waitMs = (log.instantMs[k] ?? 0) - (log.instantMs[k - 1] ?? 0);
      const known = counts.get(key);
      if (known) {
        known.count++;
        known.waitMs += waitMs;
      } else counts.set(key, { count: 1, waitMs });
      total++;
    }
  }
  const resourceAt = (place: number) => (place === width - 1 ? undefined : place);
  return [...counts]
    .map(([key, { count, waitMs }]) => ({
      from: resourceAt(Math.floor(key / width)),
      to: resourceAt(key % width),
      count,
      share: count / total,
      waitS: waitMs / 1000,
    }))
    .sort((a, b) => b.count - a.count);
}

/** A resource's place in the matrix; the last place stands for "none named". */
function placeOf(log: EventLog, k: number): number {
  const resource = log.resource[k] ?? log.noResource;
  return resource === log.noResource ? log.resources.length : resource;
}
