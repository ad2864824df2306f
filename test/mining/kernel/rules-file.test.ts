import { describe, expect, test } from '@jest/globals';
import { analyses } from '#mining/analyses/catalogue';
import { checkedRules } from '#mining/analyses/judgement';
import type { Subject } from '#mining/analyses/subject';
import { writeReport } from '#mining/report/write-report';
import { readRules, rulesOf, unknownActivities } from '#mining/rules/rules-file';
import { EventLogBuilder } from '#mining/log/event-log';
import { logOf } from './random-log.js';

const hour = 3_600_000;
const at = (caseId: string, activity: string, hours: number, resource?: string) => ({
  caseId,
  activity,
  instantMs: Date.UTC(2026, 0, 9, 16) + hours * hour,
  resource,
});
const log = logOf([
  at('good', 'ask', 0, 'Wang'),
  at('good', 'approve', 1, 'Li'),
  at('slow', 'ask', 0, 'Wang'),
  at('slow', 'approve', 5, 'Li'),
  at('alone', 'ask', 0, 'Wang'),
  at('alone', 'approve', 1, 'Wang'),
  at('unasked', 'approve', 1, 'Li'),
]);
const subject: Subject = {
  log,
  isOpen: () => false,
  asOfMs: Date.UTC(2026, 1, 1),
  waits: () => [],
};
const declared = (rules: unknown) => {
  const read = readRules(JSON.stringify({ rules }));
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read;
};
const faultsOf = (text: string) => {
  const read = readRules(text);
  return 'faults' in read ? read.faults : [];
};

describe('a rules file', () => {
  test('finds every planted breach of each kind, and no other', () => {
    const rules = declared([
      { kind: 'sla', name: 'decide', from: 'ask', to: ['approve'], withinS: 7200 },
      { kind: 'segregationOfDuty', name: 'two people', activities: ['ask', 'approve'] },
      { kind: 'precedence', name: 'asked first', first: 'ask', then: 'approve' },
      { kind: 'absence', name: 'no pay', activity: 'pay' },
    ]);
    expect(unknownActivities(log, rules)).toEqual([]);
    const found = checkedRules(subject, rulesOf(rules), 10).rules;
    expect(found.map(({ cases }) => cases)).toEqual([['slow'], ['alone'], ['unasked'], []]);
  });

  test('counts working time where it says so', () => {
    const late = (working: boolean) =>
      checkedRules(
        subject,
        rulesOf(
          declared([
            { kind: 'sla', name: 'x', from: 'ask', to: 'approve', withinS: 7200, working },
          ]),
        ),
        10,
      ).rules[0]?.cases;
    // On a Friday at 16:00 an hour of work is left.
    expect(late(true)).toEqual([]);
    expect(late(false)).toEqual(['slow']);
  });

  test('that is wrong is refused with the place and what is allowed', () => {
    expect(faultsOf('{')).toEqual([{ pointer: '', message: expect.stringContaining('no JSON') }]);
    const text = JSON.stringify({
      rules: [
        { kind: 'vote', name: 'x' },
        { kind: 'absence', name: 'x', activity: 'pay', atMost: -1 },
        { kind: 'segregationOfDuty', name: 'x', activities: ['ask'] },
      ],
    });
    expect(faultsOf(text)).toEqual([
      { pointer: '/rules/0/kind', message: expect.stringContaining('sla, segregationOfDuty') },
      { pointer: '/rules/1/atMost', message: expect.stringContaining('0') },
      { pointer: '/rules/2/activities', message: expect.stringContaining('2') },
    ]);
    expect(faultsOf('{"rules":[]}')).toHaveLength(1);
  });

  test('that names an unknown activity is refused, unless it must be absent', () => {
    const rules = declared([
      { kind: 'sla', name: 'x', from: 'ask', to: ['approve', 'aprove'], withinS: 1 },
      { kind: 'absence', name: 'x', activity: 'pay' },
    ]);
    expect(unknownActivities(log, rules)).toEqual([
      { pointer: '/rules/0/to/1', message: expect.stringContaining('ask, approve') },
    ]);
  });
});

describe('what a report does not claim', () => {
  test('in a log that names nobody, extraneous waits are no finding', () => {
    const said = 'This log names nobody who did the work.';
    const nameless = logOf([at('a', 'ask', 0), at('a', 'approve', 5)]);
    expect(writeReport({ ...subject, log: nameless })).toContain(said);
    expect(writeReport(subject)).not.toContain(said);
  });

  test('what is known only when a case has ended is no cause of how long it took', () => {
    const builder = new EventLogBuilder();
    for (let n = 0; n < 60; n++) {
      const slow = n % 2 === 0;
      const caseAttributes = {
        END_DATE: slow ? 'late' : 'early',
        closedAt: slow ? 'late' : 'early',
        'Throughput time': slow ? 9 : 1,
        branch: slow ? 'east' : 'west',
        endorsed: slow,
        lender: slow ? 'A' : 'B',
      };
      builder.describeCase(`c${n}`, caseAttributes);
      builder.add({ ...at(`c${n}`, 'ask', 0) });
      builder.add({ ...at(`c${n}`, 'approve', slow ? 9 : 1) });
    }
    const known = { ...subject, log: builder.build('attributes') };
    const { looked } = analyses['root-causes'].run(known, { most: 5 });
    expect(looked).toEqual(['branch', 'endorsed', 'lender']);
  });
});
