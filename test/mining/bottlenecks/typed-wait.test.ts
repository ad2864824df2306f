import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { instancesOfWaits } from '#mining/bottlenecks/instances-of-waits';
import { isBreached, partsOf, type TypedWait } from '#mining/bottlenecks/typed-wait';
import { waitsOfLog } from '#mining/bottlenecks/waits-of-log';
import { waitsOfSteps } from '#mining/bottlenecks/waits-of-steps';
import type { Wait } from '#domain/lifecycle/agenda';
import type { Place } from '#domain/lifecycle/stages';
import { logOf } from '../kernel/random-log.js';

const day = 86_400_000;
const at = (days: number) => new Date(Date.UTC(2026, 0, 1) + days * day).toISOString();
const ms = (days: number) => Date.parse(at(days));
const wait = (name: string, on: Wait['on'], since: number, due?: number): Wait => ({
  for: name,
  on,
  since: at(since),
  dueAt: due === undefined ? null : at(due),
});
const step = (days: number, place: Place, left: Wait | null) => ({
  at: at(days),
  place,
  wait: left,
});

describe('typed waits', () => {
  const typed: TypedWait = {
    caseId: 'G1',
    stage: 'approval',
    waitFor: 'councilVote',
    party: 'us',
    contractual: false,
    fromMs: ms(0),
    toMs: ms(10),
    agreedUntilMs: ms(4),
    pausedMs: 0,
    resource: null,
    startedMs: null,
    attempt: 1,
  };

  test('only the time beyond the agreed end is delay', () => {
    expect(partsOf(typed, ms(99))).toEqual({ pausedMs: 0, agreedMs: 4 * day, beyondMs: 6 * day });
    expect(isBreached(typed, ms(99))).toBe(true);
  });

  test('a supplement pauses the clock: the agreed end moves by as much', () => {
    const paused = { ...typed, pausedMs: 6 * day };
    expect(partsOf(paused, ms(99))).toEqual({
      pausedMs: 6 * day,
      agreedMs: 4 * day,
      beyondMs: 0,
    });
    expect(isBreached(paused, ms(99))).toBe(false);
  });

  test('the loan’s term is agreed to its last day, however long', () => {
    const term = { ...typed, contractual: true, agreedUntilMs: null, toMs: ms(700) };
    expect(partsOf(term, ms(999)).beyondMs).toBe(0);
    expect(isBreached(term, ms(999))).toBeUndefined();
  });

  test('a cure period that is overrun is delay from its end on', () => {
    const cure = { ...typed, contractual: true, agreedUntilMs: ms(8) };
    expect(partsOf(cure, ms(99)).beyondMs).toBe(2 * day);
  });

  test('an open wait lasts until the day of the report', () => {
    expect(partsOf({ ...typed, toMs: null }, ms(5)).beyondMs).toBe(day);
    expect(partsOf(typed, ms(3)).beyondMs).toBe(0);
  });

  test('the parts always add up to the wait, and none is negative', () => {
    const instant = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(
        fc.record({
          fromMs: instant,
          toMs: fc.option(instant),
          agreedUntilMs: fc.option(instant),
          pausedMs: instant,
          contractual: fc.boolean(),
        }),
        instant,
        (given, asOfMs) => {
          const parts = partsOf({ ...typed, ...given }, asOfMs);
          const lengthMs = Math.max(0, Math.min(given.toMs ?? asOfMs, asOfMs) - given.fromMs);
          expect(parts.pausedMs + parts.agreedMs + parts.beyondMs).toBe(lengthMs);
          expect(Math.min(parts.pausedMs, parts.agreedMs, parts.beyondMs)).toBeGreaterThanOrEqual(
            0,
          );
        },
      ),
    );
  });
});

describe('waits of a case’s steps', () => {
  test('each lasts from the step that began it to the first that left another', () => {
    const vote = wait('councilVote', 'us', 1, 4);
    const waits = waitsOfSteps(
      'G1',
      [
        step(0, 'intake', null),
        step(1, 'approval', vote),
        step(2, 'approval', vote),
        step(6, 'commitment', wait('bankDecision', 'bank', 6, 16)),
      ],
      [
        {
          kind: 'councilVote',
          stage: 'approval',
          openedAt: at(1),
          dueAt: at(4),
          claimedAt: at(5),
          decidedAt: at(6),
          decidedBy: 'Wang',
        },
      ],
    );
    expect(waits).toMatchObject([
      { waitFor: 'councilVote', party: 'us', fromMs: ms(1), toMs: ms(6), agreedUntilMs: ms(4) },
      { waitFor: 'bankDecision', party: 'bank', fromMs: ms(6), toMs: null, resource: null },
    ]);
    expect(waits[0]).toMatchObject({ resource: 'Wang', startedMs: ms(5), attempt: 1 });
  });

  test('the examination after missing papers (补件) is a second attempt, and the papers are the bank’s', () => {
    const waits = waitsOfSteps('G1', [
      step(1, 'claim', wait('claimExamination', 'us', 1, 4)),
      step(2, 'claim', wait('claimPapers', 'bank', 2, 12)),
      step(9, 'claim', wait('claimExamination', 'us', 9, 12)),
      step(10, 'payout', null),
    ]);
    expect(waits.map(({ waitFor, party, attempt }) => [waitFor, party, attempt])).toEqual([
      ['claimExamination', 'us', 1],
      ['claimPapers', 'bank', 1],
      ['claimExamination', 'us', 2],
    ]);
  });

  test('a vote after a reconsideration (复议) is a second attempt; the time to ask for it is a right', () => {
    const waits = waitsOfSteps('G1', [
      step(1, 'approval', wait('officerApproval', 'us', 1, 3)),
      step(2, 'approval', wait('reconsideration', 'applicant', 2, 12)),
      step(5, 'approval', wait('councilVote', 'us', 5, 9)),
      step(6, 'commitment', null),
    ]);
    expect(waits.map(({ contractual, attempt }) => [contractual, attempt])).toEqual([
      [false, 1],
      [true, 1],
      [false, 2],
    ]);
  });

  test('an inspection during the loan’s term is a wait of its own, one taken back is none', () => {
    const inspection = {
      kind: 'inspection',
      stage: 'servicing',
      openedAt: at(30),
      dueAt: at(40),
      claimedAt: null,
      decidedAt: at(45),
      decidedBy: 'Li',
    };
    const waits = waitsOfSteps(
      'G1',
      [step(1, 'servicing', wait('repayment', 'term', 1)), step(360, 'released', null)],
      [inspection, { ...inspection, decidedAt: null, decidedBy: null, cancelled: true }],
    );
    expect(waits.map(({ waitFor, contractual }) => [waitFor, contractual])).toEqual([
      ['repayment', true],
      ['inspection', false],
    ]);
  });

  test('a step that leaves the wait as it is does not cut it in two', () => {
    const term = wait('repayment', 'term', 1);
    const steps = [1, 2, 3, 4].map((days) => step(days, 'servicing' as const, term));
    expect(waitsOfSteps('G1', steps)).toHaveLength(1);
  });
});

describe('waits of any log', () => {
  const event = (activity: string, lifecycle: string, days: number, more: object = {}) => ({
    caseId: 'c1',
    activity,
    lifecycle,
    instantMs: ms(days),
    resource: 'Wang',
    ...more,
  });

  test('are typed by the attributes of the completing event, and suspends stop the clock', () => {
    const waits = waitsOfLog(
      logOf([
        event('review', 'schedule', 0),
        event('review', 'start', 2),
        event('review', 'suspend', 3),
        event('review', 'resume', 5),
        event('review', 'complete', 6, { attributes: { agreedUntil: new Date(ms(3)) } }),
        event('sign', 'start', 7),
        event('sign', 'complete', 9, { attributes: { party: 'bank' } }),
        event('repayment', 'start', 9),
        event('repayment', 'complete', 300),
      ]),
    );
    expect(waits).toMatchObject([
      { waitFor: 'review', fromMs: ms(0), startedMs: ms(2), pausedMs: 2 * day, party: 'us' },
      { waitFor: 'sign', fromMs: ms(6), toMs: ms(9), party: 'bank', agreedUntilMs: null },
      { waitFor: 'repayment', contractual: true },
    ]);
    expect(partsOf(waits[0] ?? ({} as TypedWait), ms(99)).beyondMs).toBe(day);
  });

  test('become executions that were asked for when the wait began', () => {
    const instances = instancesOfWaits(
      waitsOfLog(
        logOf([
          event('review', 'schedule', 0),
          event('review', 'start', 2),
          event('review', 'complete', 6),
        ]),
      ),
    );
    expect([...instances.scheduledMs, ...instances.startMs, ...instances.completeMs]).toEqual([
      ms(0),
      ms(2),
      ms(6),
    ]);
  });
});
