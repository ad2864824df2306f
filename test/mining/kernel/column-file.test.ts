import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeColumnFile, encodeColumnFile } from '#mining/log/column-file';
import { EventLogBuilder } from '#mining/log/event-log';
import { groupByCase } from '#mining/log/group-by-case';
import { logOf, randomEvents } from './random-log.js';

describe('columns', () => {
  test('a log written as a column file and read back is the same log', () => {
    fc.assert(
      fc.property(randomEvents, (events) => {
        const builder = new EventLogBuilder();
        events.forEach((event, k) => {
          builder.add({
            ...event,
            startMs: event.instantMs - 1,
            attributes: { k, text: `${k % 3}` },
          });
          builder.describeCase(event.caseId, { approved: k % 2 === 0 });
        });
        const log = builder.build('round trip');
        const bytes = Buffer.concat(encodeColumnFile(log));
        const shared = new SharedArrayBuffer(bytes.length);
        new Uint8Array(shared).set(bytes);
        const read = decodeColumnFile(shared);
        expect({ ...read, caseIds: [...read.caseIds] }).toEqual({ ...log });
      }),
      { numRuns: 50 },
    );
    expect(() => decodeColumnFile(new ArrayBuffer(64))).toThrow(RangeError);
  });

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
