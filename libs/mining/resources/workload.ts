import { caseCount, type EventLog } from '../log/event-log.js';

/** What one resource did. */
export interface Workload {
  readonly resource: number;
  readonly events: number;
  readonly cases: number;
  /** Share of all events that name a resource. */
  readonly share: number;
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Workload by resource, busiest first. Events that name no resource are left out. */
export function workload(log: EventLog): Workload[] {
  const size = log.resources.length;
  const events = new Uint32Array(size);
  const cases = new Uint32Array(size);
  const seenIn = new Uint32Array(size);
  const firstMs = new Float64Array(size).fill(Infinity);
  const lastMs = new Float64Array(size).fill(-Infinity);
  let named = 0;
  for (let c = 0; c < caseCount(log); c++) {
    const end = log.caseOffsets[c + 1] ?? 0;
    for (let k = log.caseOffsets[c] ?? 0; k < end; k++) {
      const resource = log.resource[k] ?? log.noResource;
      if (resource === log.noResource) continue;
      named++;
      events[resource] = (events[resource] ?? 0) + 1;
      if (seenIn[resource] !== c + 1) {
        seenIn[resource] = c + 1;
        cases[resource] = (cases[resource] ?? 0) + 1;
      }
      const at = log.instantMs[k] ?? 0;
      if (at < (firstMs[resource] ?? 0)) firstMs[resource] = at;
      if (at > (lastMs[resource] ?? 0)) lastMs[resource] = at;
    }
  }
  return Array.from(events, (count, resource) => ({
    resource,
    events: count,
    cases: cases[resource] ?? 0,
    share: count / named,
    firstMs: firstMs[resource] ?? NaN,
    lastMs: lastMs[resource] ?? NaN,
  }))
    .filter((each) => each.events > 0)
    .sort((a, b) => b.events - a.events || a.resource - b.resource);
}
