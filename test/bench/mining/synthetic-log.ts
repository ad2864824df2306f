import type { EventLog } from '#mining/log/event-log';

/** A log of even cases with activities drawn by a seeded generator (xorshift32) and gaps over six magnitudes. */
export function syntheticLog(events: number, activities: number, eventsPerCase: number): EventLog {
  const cases = Math.ceil(events / eventsPerCase);
  const caseOffsets = Uint32Array.from({ length: cases + 1 }, (_, c) =>
    Math.min(events, c * eventsPerCase),
  );
  const activity = new Uint16Array(events);
  const instantMs = new Float64Array(events);
  let state = 0x9e3779b9;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let c = 0; c < cases; c++) {
    let at = 1.6e12 + Math.floor(next() * 1e10);
    for (let k = caseOffsets[c] ?? 0; k < (caseOffsets[c + 1] ?? 0); k++) {
      at += Math.floor(10 ** (next() * 6));
      activity[k] = Math.floor(next() * next() * activities);
      instantMs[k] = at;
    }
  }
  return {
    name: 'synthetic',
    caseIds: Array.from({ length: cases }, (_, c) => String(c)),
    activities: Array.from({ length: activities }, (_, a) => `activity ${a}`),
    resources: [],
    caseOffsets,
    activity,
    instantMs,
    wholeMs: true,
    resource: new Uint16Array(events).fill(0xffff),
    noResource: 0xffff,
    caseAttributes: {},
    eventAttributes: {},
  };
}
