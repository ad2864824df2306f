import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { performanceDfg } from '#mining/dfg/performance-dfg';
import { streamDfg } from '#mining/dfg/stream-dfg';
import type { EventLog, LoggedEvent } from '#mining/log/event-log';
import { groupByCase } from '#mining/log/group-by-case';
import { logOf, randomEvents } from './random-log.js';

/** Events in order of time as columns, with the codes of their log. */
function streamOf(log: EventLog, byTime: readonly LoggedEvent[]) {
  return {
    cases: log.caseIds.length,
    caseOf: Uint32Array.from(byTime, (event) => log.caseIds.indexOf(event.caseId)),
    activity: Uint8Array.from(byTime, (event) => log.activities.indexOf(event.activity)),
    instantMs: Float64Array.from(byTime, (event) => event.instantMs),
  };
}

describe('a stream of events', () => {
  test('events in order of time fall into their cases without losing their order', () => {
    fc.assert(
      fc.property(randomEvents, (events) => {
        const byTime = [...events].sort((a, b) => a.instantMs - b.instantMs);
        const log = logOf(byTime);
        const grouped = groupByCase(streamOf(log, byTime));
        const { caseOffsets, activity, instantMs } = log;
        expect(grouped).toEqual({ caseOffsets, activity, instantMs });
      }),
    );
  });

  test('the graph of a stream is the graph of its log, with few activities and with thousands', () => {
    fc.assert(
      fc.property(randomEvents, fc.boolean(), (events, many) => {
        const byTime = [...events].sort((a, b) => a.instantMs - b.instantMs);
        const log = logOf(byTime);
        const unused = Array<string>(many ? 3000 : 0).fill('unused');
        const activities = [...log.activities, ...unused];
        expect(streamDfg({ ...log, ...streamOf(log, byTime), activities })).toEqual(
          performanceDfg(log),
        );
      }),
    );
  });
});
