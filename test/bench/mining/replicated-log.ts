import type { EventLog } from '#mining/log/event-log';

/** `times` copies of a log, every copy with case ids of its own. Names keep their codes. */
export function replicated(log: EventLog, times: number): EventLog {
  const events = log.instantMs.length;
  const cases = log.caseIds.length;
  const caseOffsets = new Uint32Array(cases * times + 1);
  const activity = new Uint8Array(events * times);
  const instantMs = new Float64Array(events * times);
  const resource = new Uint16Array(events * times);
  const caseIds: string[] = [];
  for (let copy = 0; copy < times; copy++) {
    activity.set(log.activity, copy * events);
    instantMs.set(log.instantMs, copy * events);
    resource.set(log.resource, copy * events);
    log.caseIds.forEach((id, c) => {
      caseIds.push(`${id}/${copy}`);
      caseOffsets[copy * cases + c] = (log.caseOffsets[c] ?? 0) + copy * events;
    });
  }
  caseOffsets[cases * times] = events * times;
  return {
    name: `${log.name} × ${times}`,
    caseIds,
    activities: log.activities,
    resources: log.resources,
    caseOffsets,
    activity,
    instantMs,
    wholeMs: log.wholeMs ?? false,
    resource,
    noResource: log.noResource,
    caseAttributes: {},
    eventAttributes: {},
  };
}
