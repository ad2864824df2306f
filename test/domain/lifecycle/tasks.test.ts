import { describe, expect, test } from '@jest/globals';
import {
  taskKinds,
  whyUndecidable,
  type TaskKind,
  type TaskKindRule,
} from '#domain/lifecycle/tasks';

const rules = Object.entries(taskKinds) as [TaskKind, TaskKindRule][];
const refusals = ['decline', 'oppose', 'veto', 'reject', 'refuse', 'return', 'waive', 'keep'];

describe('a decision', () => {
  test.each(
    rules.flatMap(([kind, { outcomes }]) => outcomes.map((outcome) => ({ kind, outcome }))),
  )('on $kind of $outcome stands with a reason', ({ kind, outcome }) => {
    expect(whyUndecidable(kind, outcome, ['forTheTest'])).toBeUndefined();
  });

  test('that refuses, waives or keeps what was to end does not stand without one', () => {
    const refusing = rules.flatMap(([kind, { outcomes }]) =>
      outcomes
        .filter((outcome) => refusals.includes(outcome))
        .map((outcome) => ({ kind, outcome })),
    );
    expect(refusing.length).toBeGreaterThan(10);
    for (const { kind, outcome } of refusing) {
      expect(whyUndecidable(kind, outcome, [])?.code).toBe('reasonsMissing');
    }
  });

  test('without a reason is told the usual ones', () => {
    expect(whyUndecidable('writeOffApproval', 'refuse', [])?.detail).toBe(
      'refuse needs at least one reason code, for example proofInsufficient, assetsFound.',
    );
  });

  test('that approves needs none', () => {
    expect(whyUndecidable('officerApproval', 'approve', [])).toBeUndefined();
  });

  test('that the task does not offer is told those that it does', () => {
    expect(whyUndecidable('payoutReview', 'toString', ['x'])).toEqual({
      code: 'outcomeNotOffered',
      detail: 'payoutReview offers: release, return.',
    });
  });
});
