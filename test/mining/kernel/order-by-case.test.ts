import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { orderByCase } from '#mining/log/order-by-case';

describe('events in any order', () => {
  test('are sorted into cases by instant and position, as a sort of all of them would', () => {
    const event = fc.record({
      c: fc.nat({ max: 3 }),
      a: fc.nat({ max: 9 }),
      t: fc.nat({ max: 20 }),
    });
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 400 }), (events) => {
        const ordered = orderByCase({
          cases: 4,
          caseOf: Uint32Array.from(events, ({ c }) => c),
          activity: Uint8Array.from(events, ({ a }) => a),
          instantMs: Float64Array.from(events, ({ t }) => t),
        });
        const slowly = events
          .map((each, position) => ({ ...each, position }))
          .sort((x, y) => x.c - y.c || x.t - y.t || x.position - y.position);
        expect([...ordered.activity]).toEqual(slowly.map(({ a }) => a));
        expect([...ordered.instantMs]).toEqual(slowly.map(({ t }) => t));
        expect([...ordered.caseOffsets].slice(1)).toEqual(
          [0, 1, 2, 3].map((c) => events.filter((each) => each.c <= c).length),
        );
      }),
    );
  });
});
