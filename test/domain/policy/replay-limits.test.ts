import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nothing, type Sums } from '#domain/limits/amounts';
import type { LimitProposal } from '#domain/limits/proposals';
import type { LimitChanges } from '#domain/policy/limit-changes';
import type {
  LimitedCase,
  LimitHistory,
  LimitStep,
  RecordedAnswer,
} from '#domain/policy/limit-history';
import { replayLimits, type LimitWord, type OtherWord } from '#domain/policy/replay-limits';

const wan = 1_000_000;
const yearMs = 366 * 86_400_000;

/** We bear all of it, at the full weight: what is asked is what is used. */
const caseOf = (number: string, amountMinor: number, customer: number): LimitedCase => ({
  guarantee: {
    number,
    book: 'b',
    customer,
    class: 'other',
    controlsGuarantor: false,
    places: { product: 'p', sector: 's', bank: 'one', programme: '', region: '3401' },
  },
  amountMinor,
  tenorMonths: 12,
  bearers: [{ shareBps: 10_000, role: 'guarantor' }],
});

const taken: RecordedAnswer = { kind: 'taken' };
const refusedBy = (...reasonCodes: string[]): RecordedAnswer => ({ kind: 'refused', reasonCodes });
const bankCap = (amountMinor: number) =>
  ({ dimension: 'bank', key: 'one', counts: 'gross', amountMinor }) as const;
const confirm = (
  proposal: Pick<LimitProposal, 'kind' | 'data'>,
  atMs = 0,
  asOf = '2026-01-01',
): LimitStep => ({
  kind: 'confirmed',
  atMs,
  proposal: { ...proposal, asOf, source: 'accounts' } as LimitProposal,
});
const ask = (caseId: string, atMs: number, answer: RecordedAnswer = taken): LimitStep => ({
  ...{ kind: 'asked', caseId, atMs, at: 'approval', answer },
});
const lent = (caseId: string, atMs: number, grossMinor: number): LimitStep => {
  const outstanding: Sums = { grossMinor, ownMinor: grossMinor };
  return { kind: 'booked', caseId, atMs, owed: { undrawn: nothing, outstanding } };
};

const history = (cases: readonly LimitedCase[], steps: readonly LimitStep[]): LimitHistory => ({
  ...{ book: 'b', steps },
  cases: new Map(cases.map((each) => [each.guarantee.number, each])),
});

const asThen: OtherWord = () => 'asThen';
const words = (of: LimitHistory, changes: LimitChanges, other: OtherWord = asThen) => {
  const { cases, unfaithful } = replayLimits(of, changes, other);
  const word = ({ kind }: LimitWord) => kind;
  return {
    unfaithful,
    before: [...cases.values()].map(({ before }) => word(before)),
    after: [...cases.values()].map(({ after }) => word(after)),
  };
};

/** A bank's cap of 100 万: two cases of 40 万 fit, the third is refused, a fourth of 20 万 fits again. */
const four = history(
  [40, 40, 40, 20].map((amount, at) => caseOf(`G${at}`, amount * wan, at)),
  [
    confirm({ kind: 'cap', data: bankCap(100 * wan) }),
    ask('G0', 1),
    ask('G1', 2),
    ask('G2', 3, refusedBy('limit:cap:bank:one')),
    ask('G3', 4),
  ],
);

describe('limits judged again', () => {
  test('unchanged limits reproduce every answer', () => {
    expect(words(four, {})).toEqual({
      unfaithful: [],
      before: ['taken', 'taken', 'refused', 'taken'],
      after: ['taken', 'taken', 'refused', 'taken'],
    });
  });

  test('an answer that the facts do not bring forth is named, and what was recorded goes on', () => {
    const steps = four.steps.map((step) =>
      step.kind === 'asked' && step.caseId === 'G1'
        ? { ...step, answer: refusedBy('limit:oneDebtor') }
        : step,
    );
    const found = words({ ...four, steps }, {});
    expect(found.unfaithful).toEqual([
      { caseId: 'G1', recorded: refusedBy('limit:oneDebtor'), found: taken },
      // The headroom that G1 is recorded not to have taken would have been free for G2.
      { caseId: 'G2', recorded: refusedBy('limit:cap:bank:one'), found: taken },
    ]);
    expect(found.before).toEqual(['taken', 'refused', 'refused', 'taken']);
    expect(found.after).toEqual(found.before);
  });

  test('what a lower cap refuses is free for the cases after it', () => {
    const lower = { caps: [bankCap(70 * wan)] };
    expect(words(four, lower).after).toEqual(['taken', 'refused', 'refused', 'taken']);
  });

  test('what a higher cap accepts is not free for the cases after it', () => {
    const higher = { caps: [bankCap(120 * wan)] };
    expect(words(four, higher).after).toEqual(['taken', 'taken', 'taken', 'refused']);
    expect(words(four, { capsLifted: [{ dimension: 'bank', key: 'one' }] }).after).toEqual([
      ...Array.from({ length: 4 }, () => 'taken'),
    ]);
  });

  test('a stop rate of the book refuses below the limit itself', () => {
    const stopped = words(four, { terms: { stopBps: 4000 } });
    expect(stopped.after).toEqual(['taken', 'refused', 'refused', 'refused']);
  });

  test('net assets as they stood at each request, or a part of them, hold one debtor', () => {
    const rising = history(
      [caseOf('G0', 30 * wan, 1), caseOf('G1', 30 * wan, 1), caseOf('G2', 30 * wan, 2)],
      [
        confirm({ kind: 'netAssets', data: { amountMinor: 500 * wan } }),
        ask('G0', 1),
        ask('G1', 2, refusedBy('limit:oneDebtor')),
        confirm({ kind: 'netAssets', data: { amountMinor: 900 * wan } }, 3, '2026-02-01'),
        // A figure of an earlier day that is confirmed later changes nothing.
        confirm({ kind: 'netAssets', data: { amountMinor: 1 } }, 4, '2025-12-31'),
        ask('G1', 5),
        ask('G2', 6),
      ],
    );
    expect(words(rising, {}).unfaithful).toEqual([]);
    expect(words(rising, {}).after).toEqual(['taken', 'taken', 'taken']);
    expect(words(rising, { netAssetsBps: 5000 }).after).toEqual(['refused', 'taken', 'taken']);
    expect(words(rising, { statutory: { oneDebtorBps: 300 } }).after).toEqual([
      ...Array.from({ length: 3 }, () => 'refused'),
    ]);
  });

  test('related debtors share a limit from the day of their declaration on', () => {
    const link = { kind: 'controller', value: 'C1' } as const;
    const kin = history(
      [caseOf('G0', 10 * wan, 1), caseOf('G1', 10 * wan, 2)],
      [
        confirm({ kind: 'netAssets', data: { amountMinor: 100 * wan } }),
        ask('G0', 1),
        { kind: 'related', atMs: 2, customer: 1, link },
        { kind: 'related', atMs: 3, customer: 2, link },
        ask('G1', 4, refusedBy('limit:relatedDebtors')),
      ],
    );
    expect(words(kin, {}).unfaithful).toEqual([]);
    expect(words(kin, { statutory: { relatedDebtorsBps: 2000 } }).after).toEqual([
      'taken',
      'taken',
    ]);
  });

  test('repayment frees headroom, and a case that is refused now repays nothing', () => {
    const cases = [60, 60, 60].map((amount, at) => caseOf(`G${at}`, amount * wan, at));
    const lives = history(cases, [
      confirm({ kind: 'cap', data: bankCap(100 * wan) }),
      ask('G0', 1),
      { ...ask('G0', 2), at: 'issuance' } as LimitStep,
      lent('G0', 3, 60 * wan),
      lent('G0', 4, 0),
      ask('G1', 5),
      ask('G2', 6, refusedBy('limit:cap:bank:one')),
      { kind: 'givenBack', atMs: 7, caseId: 'G1' },
    ]);
    expect(words(lives, {}).unfaithful).toEqual([]);
    const declined: OtherWord = (caseId) => (caseId === 'G1' ? 'newlyDeclined' : 'asThen');
    expect(words(lives, {}, declined).after).toEqual(['taken', 'notAsked', 'taken']);
  });

  test('a case that is newly accepted keeps its whole amount for its whole term', () => {
    const cases = [60, 60, 60].map((amount, at) => caseOf(`G${at}`, amount * wan, at));
    const decided: LimitStep = { kind: 'decided', caseId: 'G0', atMs: 1 };
    const lives = history(cases, [
      confirm({ kind: 'cap', data: bankCap(100 * wan) }),
      decided,
      ask('G1', 2),
      { kind: 'givenBack', atMs: 3, caseId: 'G1' },
      ask('G2', yearMs),
    ]);
    const accepted: OtherWord = (caseId) => (caseId === 'G0' ? 'newlyAccepted' : 'asThen');
    expect(words(lives, {}).after).toEqual(['notAsked', 'taken', 'taken']);
    expect(words(lives, {}, accepted).after).toEqual(['taken', 'refused', 'taken']);
  });

  test('a case comes near a limit under the changed rules alone, and only that is told', () => {
    const steps = [...four.steps.slice(0, 2), { kind: 'looked', caseId: 'G1', atMs: 2 } as const];
    const near = (changes: LimitChanges) =>
      replayLimits({ ...four, steps }, changes, asThen).cases.get('G1')?.nearLimit;
    expect(near({})).toBeNull();
    expect(near({ caps: [bankCap(85 * wan)] })).toBe(true);
  });

  test('under one cap the last word is that of a plain sum in the order of asking', () => {
    const asked = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 30 });
    const limits = fc.record({
      then: fc.integer({ max: 300, min: 1 }),
      now: fc.integer({ max: 300, min: 1 }),
    });
    const byHand = (amounts: readonly number[], cap: number) => {
      let used = 0;
      return amounts.map((amount) => {
        if (used + amount > cap) return 'refused';
        used += amount;
        return 'taken';
      });
    };
    fc.assert(
      fc.property(asked, limits, (amounts, { then, now }) => {
        const steps = byHand(amounts, then).map((word, at) =>
          ask(`G${at}`, at, word === 'taken' ? taken : refusedBy('limit:cap:bank:one')),
        );
        const cases = amounts.map((amount, at) => caseOf(`G${at}`, amount * wan, at));
        const of = history(cases, [confirm({ kind: 'cap', data: bankCap(then * wan) }), ...steps]);
        const found = words(of, { caps: [bankCap(now * wan)] });
        expect(found.unfaithful).toEqual([]);
        expect(found.before).toEqual(byHand(amounts, then));
        expect(found.after).toEqual(byHand(amounts, now));
      }),
    );
  });
});
