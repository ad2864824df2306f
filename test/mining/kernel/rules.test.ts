import { describe, expect, test } from '@jest/globals';
import { OFFICE_HOURS_UTC, WorkingTime } from '#mining/calendar/working-time';
import { checkRules, type Rule } from '#mining/rules/rules';
import { logOf } from './random-log.js';

const hour = 3_600_000;
// A Friday at 16:00 UTC.
const friday = Date.UTC(2026, 0, 9, 16);
const at = (caseId: string, activity: string, hours: number, resource?: string) => ({
  caseId,
  activity,
  instantMs: friday + hours * hour,
  resource,
});
const breaking = (rule: Rule, events: Parameters<typeof logOf>[0], asOfHours?: number) => {
  const log = logOf(events);
  const [found] = checkRules(
    log,
    [rule],
    asOfHours === undefined ? undefined : friday + asOfHours * hour,
  );
  const cases = found?.breaches.map((breach) => log.caseIds[breach.caseIndex]);
  return { cases, undecided: found?.undecided, judged: found?.judged, found };
};

describe('declarative rules', () => {
  test('an SLA met to the instant is met; a late, a missing and a pending answer are told apart', () => {
    const rule: Rule = {
      kind: 'sla',
      name: 'decide',
      from: 'ask',
      to: ['yes', 'no'],
      withinS: 7200,
    };
    const events = [
      at('met', 'ask', 0),
      at('met', 'no', 2),
      at('late', 'ask', 0),
      at('late', 'yes', 2.5),
      at('missing', 'ask', 0),
      at('pending', 'ask', 9),
      at('other', 'sign', 0),
    ];
    const { cases, undecided, judged, found } = breaking(rule, events, 10);
    expect(cases).toEqual(['late', 'missing']);
    expect(found?.breaches.map((breach) => breach.lateS)).toEqual([1800, 8 * 3600]);
    expect({ undecided, judged }).toEqual({ undecided: 1, judged: 4 });
  });

  test('an SLA in working time sleeps over the weekend', () => {
    const working = new WorkingTime(OFFICE_HOURS_UTC);
    const rule: Rule = { kind: 'sla', name: 'x', from: 'ask', to: 'yes', withinS: 7200, working };
    const monday = 64;
    const events = [at('met', 'ask', 0), at('met', 'yes', monday), at('late', 'ask', 0)];
    expect(breaking(rule, [...events, at('late', 'yes', monday + 2)]).cases).toEqual(['late']);
  });

  test('every planted breach of duty is found, and no other', () => {
    const rule: Rule = {
      kind: 'segregationOfDuty',
      name: 'maker is not checker',
      activities: ['propose', 'approve'],
    };
    const { cases, undecided } = breaking(rule, [
      at('honest', 'propose', 0, 'Wang'),
      at('honest', 'approve', 1, 'Li'),
      at('breach', 'propose', 0, 'Wang'),
      at('breach', 'approve', 1, 'Wang'),
      at('twice the same', 'propose', 0, 'Li'),
      at('twice the same', 'propose', 1, 'Li'),
      at('unnamed', 'propose', 0),
      at('unnamed', 'approve', 1),
    ]);
    expect(cases).toEqual(['breach']);
    expect(undecided).toBe(2);
  });

  test('precedence asks for an earlier event, absence for none', () => {
    const events = [
      at('good', 'sign', 0),
      at('good', 'pay', 1),
      at('early', 'pay', 0),
      at('early', 'sign', 1),
    ];
    const precedence: Rule = { kind: 'precedence', name: 'p', first: 'sign', then: 'pay' };
    expect(breaking(precedence, events).cases).toEqual(['early']);
    expect(breaking({ kind: 'absence', name: 'a', activity: 'pay' }, events).cases).toEqual([
      'good',
      'early',
    ]);
    expect(
      breaking({ kind: 'absence', name: 'a', activity: 'pay', atMost: 1 }, events).cases,
    ).toEqual([]);
  });
});
