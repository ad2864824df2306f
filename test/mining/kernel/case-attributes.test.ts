import { describe, expect, test } from '@jest/globals';
import { caseAttributesOf } from '#mining/analyses/case-attributes';
import { roots } from '#mining/analyses/reasons';
import { attributeAt, type Attributes } from '#mining/log/attribute-column';
import { EventLogBuilder, type EventLog } from '#mining/log/event-log';
import { writeReport } from '#mining/report/write-report';

const HOUR_MS = 3_600_000;

/** Forty cases of two events; those of the slow region take ten times as long. */
function regions(attributesOf: (c: number, event: number) => Attributes): EventLog {
  const builder = new EventLogBuilder();
  for (let c = 0; c < 40; c++) {
    const tookMs = (c % 2 === 0 ? 100 : 10) * HOUR_MS + c * 60_000;
    [0, tookMs].forEach((afterMs, event) => {
      builder.add({
        caseId: `C${c}`,
        activity: event === 0 ? 'ask' : 'answer',
        instantMs: c * HOUR_MS + afterMs,
        attributes: attributesOf(c, event),
      });
    });
  }
  return builder.build('regions');
}

const regionOf = (c: number): string => (c % 2 === 0 ? 'south' : 'north');
const subjectOf = (log: EventLog) => ({
  log,
  isOpen: () => false,
  asOfMs: 0,
  waits: () => [],
});

describe('an attribute of events', () => {
  test('that is the same on every event of each case is the case’s, and explains its delay', () => {
    const log = regions((c, event) => ({ region: regionOf(c), amount: c, step: event }));
    const { columns, fromEvents } = caseAttributesOf(log);
    expect(fromEvents).toEqual(['region', 'amount']);
    expect([0, 1].map((c) => columns['region'] && attributeAt(columns['region'], c))).toEqual([
      'south',
      'north',
    ]);
    const found = roots(subjectOf(log), { most: 5 });
    expect(found.fromEvents).toEqual(['region', 'amount']);
    expect(found.causes[0]).toMatchObject({ attribute: 'region', cases: 20 });
    expect(writeReport(subjectOf(log), 'en')).toContain('taken as the case’s own: region, amount');
  });

  test('that only some events of a case carry is not: it may be known too late', () => {
    const log = regions((c, event) => (event === 0 ? {} : { region: regionOf(c) }));
    expect(caseAttributesOf(log).fromEvents).toEqual([]);
  });

  test('stands back where cases have an attribute of that name', () => {
    const builder = new EventLogBuilder();
    for (const atMs of [0, 1])
      builder.add({ caseId: 'C', activity: 'a', instantMs: atMs, attributes: { region: 'east' } });
    builder.describeCase('C', { region: 'west' });
    const { columns, fromEvents } = caseAttributesOf(builder.build('both'));
    expect(fromEvents).toEqual([]);
    expect(columns['region'] && attributeAt(columns['region'], 0)).toBe('west');
  });
});
