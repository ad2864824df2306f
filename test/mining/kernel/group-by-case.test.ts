import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { groupByCase } from '#mining/log/group-by-case';
import { logOf, randomEvents } from './random-log.js';

describe('a stream of events', () => {
  test('events in order of time fall into their cases without losing their order', () => {
    fc.assert(
      fc.property(randomEvents, (events) => {
        const byTime = [...events].sort((a, b) => a.instantMs - b.instantMs);
        const log = logOf(byTime);
        const codeOf = (caseId: string) => log.caseIds.indexOf(caseId);
        const grouped = groupByCase({
          cases: log.caseIds.length,
          caseOf: Uint32Array.from(byTime, (event) => codeOf(event.caseId)),
          activity: Uint8Array.from(byTime, (event) => log.activities.indexOf(event.activity)),
          instantMs: Float64Array.from(byTime, (event) => event.instantMs),
        });
        const { caseOffsets, activity, instantMs } = log;
        expect(grouped).toEqual({ caseOffsets, activity, instantMs });
      }),
    );
  });
});
