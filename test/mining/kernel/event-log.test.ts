import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { attributeAt } from '#mining/log/attribute-column';
import { EventLogBuilder, LIFECYCLE } from '#mining/log/event-log';

const event = fc.record({
  caseId: fc.constantFrom('a', 'b', 'c', 'd'),
  activity: fc.constantFrom('apply', 'check', 'decide'),
  instantMs: fc.integer({ min: 0, max: 20 }),
  resource: fc.option(fc.constantFrom('Wang', 'Li'), { nil: undefined }),
});

describe('an event log', () => {
  test('orders events by case of first appearance, instant and position in the file', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const builder = new EventLogBuilder();
        events.forEach((each) => {
          builder.add(each);
        });
        const log = builder.build('random');
        const cases = [...new Set(events.map((each) => each.caseId))];
        const expected = cases.flatMap((caseId) =>
          events
            .filter((each) => each.caseId === caseId)
            .map((each, position) => ({ ...each, position }))
            .sort((a, b) => a.instantMs - b.instantMs || a.position - b.position)
            .map(({ activity, instantMs, resource }) => ({ activity, instantMs, resource })),
        );
        expect(log.caseIds).toEqual(cases);
        expect(
          Array.from(log.instantMs, (instantMs, k) => ({
            activity: log.activities[log.activity[k] ?? -1],
            instantMs,
            resource: log.resources[log.resource[k] ?? -1],
          })),
        ).toEqual(expected);
      }),
    );
  });

  test('keeps attributes with their kinds, and turns quarrelling kinds into text', () => {
    const builder = new EventLogBuilder();
    builder.describeCase('b', { product: 'loan', amount: 5 });
    builder.describeCase('never', { product: 'ghost' });
    const at = new Date(0);
    builder.add({ caseId: 'a', activity: 'x', instantMs: 2, attributes: { mixed: 1, when: at } });
    builder.add({ caseId: 'b', activity: 'x', instantMs: 1, lifecycle: 'START' });
    builder.add({ caseId: 'a', activity: 'x', instantMs: 1, attributes: { mixed: 'two' } });
    const log = builder.build('attributes');
    const read = (column: keyof typeof log.eventAttributes, k: number) => {
      const found = log.eventAttributes[column];
      return found && attributeAt(found, k);
    };
    expect([0, 1, 2].map((k) => read('mixed', k))).toEqual(['two', '1', undefined]);
    expect([0, 1, 2].map((k) => read('when', k))).toEqual([undefined, at, undefined]);
    const { product, amount } = log.caseAttributes;
    expect(log.caseIds).toEqual(['a', 'b']);
    expect([0, 1].map((c) => product && attributeAt(product, c))).toEqual([undefined, 'loan']);
    expect([0, 1].map((c) => amount && attributeAt(amount, c))).toEqual([undefined, 5]);
    expect(LIFECYCLE[log.lifecycle?.[2] ?? 99]).toBe('start');
  });

  test('refuses an event without an instant', () => {
    const builder = new EventLogBuilder();
    expect(() => {
      builder.add({ caseId: 'a', activity: 'x', instantMs: NaN });
    }).toThrow(RangeError);
  });
});
