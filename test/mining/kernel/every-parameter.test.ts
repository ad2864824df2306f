import { describe, expect, test } from '@jest/globals';
import { analyses, analysisNames } from '#mining/analyses/catalogue';
import { unknownTo } from '#mining/analyses/parameters';
import type { Subject } from '#mining/analyses/subject';
import { waitsOfLog } from '#mining/bottlenecks/waits-of-log';
import { OFFICE_HOURS_UTC, WorkingTime } from '#mining/calendar/working-time';
import { EventLogBuilder, type EventLog } from '#mining/log/event-log';
import { keepCases } from '#mining/log/keep-cases';

const subjectOf = (log: EventLog): Subject => ({
  log,
  isOpen: () => false,
  asOfMs: Date.parse('2026-03-31T00:00:00Z'),
  waits: () => waitsOfLog(log),
});

/** Ten cases, each an afternoon's work that goes on next morning, over weekends too. */
function overNights(): EventLog {
  const builder = new EventLogBuilder();
  for (let c = 0; c < 10; c++) {
    const at = (days: number, hour: number) => Date.UTC(2026, 2, 2 + c + days, hour);
    const event = (activity: string, instantMs: number, lifecycle: string) => {
      const attributes = { amount: c, stage: activity === 'check' ? 'intake' : 'approval' };
      builder.add({
        ...{ caseId: `C${c}`, activity, instantMs, lifecycle },
        ...{ resource: activity === 'check' ? 'Wang' : 'Li', attributes },
      });
    };
    event('check', at(0, 15), 'start');
    event('check', at(1, 9), 'complete');
    event('decide', at(2, 10), 'start');
    event('decide', at(3 + (c % 3), 8), 'complete');
  }
  return builder.build('over nights');
}

const numbersIn = (value: unknown): number[] => {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
};

const working = new WorkingTime(OFFICE_HOURS_UTC);

describe('every analysis', () => {
  test.each(analysisNames)('%s answers about no case at all', (name) => {
    for (const log of [new EventLogBuilder().build('nothing'), keepCases(overNights(), [])]) {
      const said = numbersIn(analyses[name].run(subjectOf(log), { most: 10 }));
      expect(said.filter((number) => !Number.isFinite(number))).toEqual([]);
    }
  });

  test.each(analysisNames)('%s measures working hours, or refuses to', (name) => {
    const subject = subjectOf(overNights());
    const all = JSON.stringify(analyses[name].run(subject, { most: 10 }));
    const inHours = JSON.stringify(analyses[name].run(subject, { most: 10, working }));
    const isRefused = unknownTo(name, { hours: 'office', view: 'all' }).length > 0;
    if (isRefused) expect(inHours).toBe(all);
    else expect(inHours).not.toBe(all);
  });

  test.each(analysisNames)('%s takes every view, or refuses it', (name) => {
    const refused = unknownTo(name, { hours: 'all', view: 'done' });
    expect(refused.map(({ parameter }) => parameter)).toEqual(
      name === 'bottlenecks' ? ['view'] : [],
    );
  });
});

test('an edge over a night lasts the working hours of both days', () => {
  const { edges } = analyses.dfg.run(subjectOf(overNights()), { most: 10, working });
  const first = edges.find(({ from, to }) => from === 'check' && to === 'check');
  // From 15:00 to 17:00 and from 7:00 to 9:00; those that touch a weekend have less.
  expect(first?.maxS).toBe(4 * 3600);
  const { ended } = analyses.durations.run(subjectOf(overNights()), { most: 10, working });
  expect(ended?.maxS).toBeLessThanOrEqual(5 * 10 * 3600);
  const { activities } = analyses['service-times'].run(subjectOf(overNights()), {
    ...{ most: 1, working },
  });
  expect(activities).toHaveLength(1);
  expect(activities[0]?.maxS).toBe(4 * 3600);
});

test('of each list no more is given than was asked for', () => {
  const subject = subjectOf(overNights());
  for (const name of analysisNames.filter((each) => each !== 'dotted-chart')) {
    const answer = analyses[name].run(subject, { most: 1 });
    const lists = Object.entries(answer).filter(
      ([key]) => !['looked', 'fromEvents', 'rules'].includes(key),
    );
    for (const [key, list] of lists) {
      if (Array.isArray(list)) expect([name, key, list.length <= 1]).toEqual([name, key, true]);
    }
  }
});
