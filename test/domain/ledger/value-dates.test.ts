import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accounts } from '#domain/ledger/accounts';
import { bookFact } from '#domain/ledger/book-fact';
import type { FactDetails, FactKind, ObligationFact } from '#domain/ledger/facts';
import { balanceKey, effectOf } from '#domain/ledger/position';
import { anyLifeOutOfOrder, header, MemoryLedger, type DatedLine } from './arbitrary-facts.js';

const runs = { numRuns: Number(process.env.AVAL_PROPERTY_RUNS ?? 100) };

/** By brute force: every balance that may not be owed, on every day, from the lines alone. */
function belowZeroOnADay(lines: readonly DatedLine[]): string[] {
  const owned = lines.filter(({ account }) => !('free' in accounts[account]));
  const days = [...new Set(owned.map(({ valueDate }) => valueDate))].sort();
  const balances = new Map<string, number>();
  return days.flatMap((day) => {
    for (const line of owned.filter(({ valueDate }) => valueDate === day)) {
      const key = balanceKey(line.account, line);
      balances.set(key, (balances.get(key) ?? 0) + effectOf(line));
    }
    return [...balances].filter(([, sum]) => sum < 0).map(([key, sum]) => `${day} ${key} ${sum}`);
  });
}

const facts = (() => {
  let turn = 0;
  return <Kind extends FactKind>(kind: Kind, valueDate: string, details: FactDetails[Kind]) =>
    ({
      ...header,
      valueDate,
      kind,
      reference: `dated-${(turn += 1)}`,
      ...(details as object),
    }) as ObligationFact;
})();

const letter = (valueDate: string, terms: object = {}) =>
  facts('issued', valueDate, {
    amountMinor: 100,
    beneficiary: 'bank',
    shares: [{ party: 'guarantor', shareBps: 10_000, role: 'guarantor' }],
    ...terms,
  });
const drawn = (valueDate: string, amountMinor: number, drawdown = 'D1') =>
  facts('drawn', valueDate, { drawdown, amountMinor });
const repaid = (valueDate: string, amountMinor: number, drawdown = 'D1') =>
  facts('repaid', valueDate, { drawdown, amountMinor });

/** Posts all but the last, which must be booked, and gives what became of the last. */
function lastOf(...told: readonly ObligationFact[]) {
  const ledger = new MemoryLedger();
  for (const fact of told.slice(0, -1)) expect(ledger.post(fact)).toMatchObject({ kind: 'booked' });
  const last = told.at(-1);
  if (last === undefined) throw new Error('nothing was told');
  return ledger.post(last);
}

describe('facts that are told out of the order of their days', () => {
  test('leave no balance that cannot be owed below zero as of any day', () => {
    fc.assert(
      fc.property(anyLifeOutOfOrder, (life) => {
        const ledger = new MemoryLedger();
        for (const fact of life) ledger.post(fact);
        expect(belowZeroOnADay(ledger.lines)).toEqual([]);
      }),
      runs,
    );
  });

  test('are refused for their day only where it would be short of something on a day, as is told', () => {
    fc.assert(
      fc.property(anyLifeOutOfOrder, (life) => {
        const ledger = new MemoryLedger();
        for (const fact of life) {
          const { position, lines } = ledger;
          const target = fact.kind === 'reversed' ? ledger.entries.get(fact.reverses) : undefined;
          const outcome = ledger.post(fact);
          if (outcome.kind !== 'refused' || outcome.short === undefined) continue;
          const { fitsFrom } = outcome.short;
          const sameDay = target && { ...target, valueDate: fact.valueDate };
          const unheld = bookFact(position, fact, [], sameDay);
          if (unheld.kind !== 'booked') throw new Error('it would be refused on any day');
          const dated = unheld.lines.map((line) => ({ ...line, valueDate: fact.valueDate }));
          expect(belowZeroOnADay([...lines, ...dated])).not.toEqual([]);
          const later = { ...fact, valueDate: fitsFrom };
          const fitting = bookFact(position, later, ledger.laterThan(fitsFrom), target);
          expect(fitting).toMatchObject({ kind: 'booked' });
        }
      }),
      runs,
    );
  });

  test('are told early and late often enough that the above says something', () => {
    const reasons = fc.sample(anyLifeOutOfOrder, { numRuns: 300, seed: 11 }).flatMap((life) => {
      const ledger = new MemoryLedger();
      for (const fact of life) ledger.post(fact);
      const late = ledger.lines.filter(
        ({ valueDate }, index) => valueDate < (ledger.lines[index - 1]?.valueDate ?? ''),
      );
      return [...ledger.refusals, ...late.map(() => 'late' as const)];
    });
    expect(reasons.filter((reason) => reason === 'valuedTooEarly').length).toBeGreaterThan(100);
    expect(reasons.filter((reason) => reason === 'late').length).toBeGreaterThan(100);
  });
});

describe('a fact that is valued before another', () => {
  test('a repayment before its drawing is refused: it names the account, the drawdown, the day and the sum', () => {
    const told = [letter('2026-01-01'), drawn('2026-01-02', 40), drawn('2026-01-20', 30)];
    expect(lastOf(...told, repaid('2026-01-10', 60))).toEqual({
      kind: 'refused',
      reason: 'valuedTooEarly',
      detail:
        'outstanding of drawdown D1 would be 20 short on 2026-01-10: date it 2026-01-20 or later, or book first what came before it',
      short: {
        account: 'outstanding',
        drawdown: 'D1',
        on: '2026-01-10',
        byMinor: 20,
        fitsFrom: '2026-01-20',
      },
    });
    expect(lastOf(...told, repaid('2026-01-10', 40)).kind).toBe('booked');
    expect(lastOf(...told, repaid('2026-01-20', 60)).kind).toBe('booked');
  });

  test('what a sharer and a sharer are short of is told as one sum', () => {
    const shares = [
      { party: 'guarantor', shareBps: 5000, role: 'guarantor' },
      { party: 'fund', shareBps: 5000, role: 'reGuarantor' },
    ];
    const short = lastOf(
      letter('2026-01-01', { shares }),
      drawn('2026-01-10', 40),
      drawn('2026-01-12', 20),
      repaid('2026-01-11', 60),
    );
    expect(short).toMatchObject({
      short: { byMinor: 20, on: '2026-01-11', fitsFrom: '2026-01-12' },
    });
  });

  test('nothing that stands on the letter is valued before it, premium and deposits may be', () => {
    const on = '2025-12-31';
    expect(lastOf(letter('2026-01-01'), drawn(on, 1))).toMatchObject({
      reason: 'valuedTooEarly',
      short: { account: 'undrawn', on, byMinor: 1, fitsFrom: '2026-01-01' },
    });
    const premium = facts('premiumAccrued', on, { amountMinor: 5 });
    const deposit = facts('depositReceived', on, { amountMinor: 5 });
    const bankrupt = facts('bankruptcyAccepted', on, {});
    expect(lastOf(letter('2026-01-01'), premium).kind).toBe('booked');
    expect(lastOf(letter('2026-01-01'), deposit).kind).toBe('booked');
    expect(lastOf(letter('2026-01-01'), bankrupt)).toMatchObject({
      reason: 'valuedTooEarly',
      detail:
        'the letter is of 2026-01-01: date it 2026-01-01 or later, or book first what came before it',
    });
  });

  test('interest does not accrue before its drawdown, a payout and a rejection do not come before their claim', () => {
    const begun = [letter('2026-01-01'), drawn('2026-01-10', 100)];
    const interest = { drawdown: 'D1', accessory: 'interest', amountMinor: 1 } as const;
    expect(lastOf(...begun, facts('accessoryAccrued', '2026-01-09', interest))).toMatchObject({
      detail:
        'drawdown D1 is of 2026-01-10: date it 2026-01-10 or later, or book first what came before it',
    });
    const claimed = [...begun, facts('claimed', '2026-02-01', { claim: 'C1', amountMinor: 90 })];
    const payout = { claim: 'C1', drawdown: 'D1', principalMinor: 10 };
    expect(lastOf(...claimed, facts('paidOut', '2026-01-31', payout))).toMatchObject({
      detail:
        'claim C1 is of 2026-02-01: date it 2026-02-01 or later, or book first what came before it',
    });
    // Short of the drawing, which is of 10 January; but it fits only from the claim on.
    expect(lastOf(...claimed, facts('paidOut', '2026-01-05', payout))).toMatchObject({
      short: { account: 'outstanding', on: '2026-01-05', byMinor: 10, fitsFrom: '2026-02-01' },
    });
    expect(lastOf(...claimed, facts('paidOut', '2026-02-01', payout)).kind).toBe('booked');
    const rejected = facts('claimRejected', '2026-01-31', { claim: 'C1', amountMinor: 'all' });
    expect(lastOf(...claimed, rejected)).toMatchObject({ reason: 'valuedTooEarly' });
  });

  test('a recovery before the payout is refused; one before a cost was advanced does not pay the cost', () => {
    const paid = [
      letter('2026-01-01'),
      drawn('2026-01-10', 100),
      facts('claimed', '2026-02-01', { claim: 'C1', amountMinor: 100 }),
      facts('paidOut', '2026-02-10', { claim: 'C1', drawdown: 'D1', principalMinor: 100 }),
    ];
    const recovered = (on: string) => facts('recovered', on, { amountMinor: 30, source: 'debtor' });
    expect(lastOf(...paid, recovered('2026-02-09'))).toMatchObject({
      short: { account: 'payoutReceivable', on: '2026-02-09', byMinor: 30, fitsFrom: '2026-02-10' },
    });
    const cost = facts('costAdvanced', '2026-03-01', { amountMinor: 7, cost: 'lawyer' });
    const outcome = lastOf(...paid, cost, recovered('2026-02-20'));
    expect(outcome).toMatchObject({ kind: 'booked' });
    if (outcome.kind !== 'booked') return;
    const booked = outcome.lines.map(({ account }) => account);
    expect(booked).not.toContain('costsAdvanced');
    expect(booked).toContain('payoutReceivable');
  });

  test('a reversal is not valued before the entry that it undoes, nor where a later fact stands on that', () => {
    const wrong = drawn('2026-01-10', 100);
    const undo = (on: string) => facts('reversed', on, { reverses: wrong.reference });
    expect(lastOf(letter('2026-01-01'), wrong, undo('2026-01-09'))).toMatchObject({
      short: { account: 'outstanding', on: '2026-01-09', byMinor: 100, fitsFrom: '2026-01-10' },
    });
    expect(lastOf(letter('2026-01-01'), wrong, undo('2026-01-10')).kind).toBe('booked');
    const repayment = repaid('2026-02-01', 40);
    expect(lastOf(letter('2026-01-01'), wrong, repayment, undo('2026-03-01'))).toMatchObject({
      reason: 'notReversible',
    });
    const again = drawn('2026-03-01', 40);
    const revolving = letter('2026-01-01', { kindOfGuarantee: 'maximumAmount' });
    // The repayment of February stood on the drawing that is to be undone from January on.
    expect(lastOf(revolving, wrong, repayment, again, undo('2026-01-20'))).toMatchObject({
      short: { account: 'outstanding', drawdown: 'D1', on: '2026-02-01', byMinor: 40 },
    });
  });

  test('a late repayment of one drawdown is not kept off by the rounding of the bank’s own risk', () => {
    const told = [
      letter('2026-01-01', { amountMinor: 200, retainedMinor: 67 }),
      drawn('2026-01-02', 100),
      drawn('2026-01-20', 100, 'D2'),
    ];
    expect(lastOf(...told, repaid('2026-01-10', 100)).kind).toBe('booked');
  });
});

describe('a claim without a ground', () => {
  const claimed = (on: string, claim = 'C1', beneficiary?: string) =>
    facts('claimed', on, {
      claim,
      amountMinor: 90,
      ...(beneficiary === undefined ? {} : { beneficiary }),
    });
  const begun = [letter('2026-01-01'), drawn('2026-01-10', 100)];
  const over = [...begun, repaid('2026-06-30', 100)];

  test('after all is released is refused, and one that was filed before is not', () => {
    expect(lastOf(...over, claimed('2026-07-01'))).toMatchObject({ reason: 'nothingOutstanding' });
    expect(lastOf(...over, claimed('2026-06-29')).kind).toBe('booked');
    expect(lastOf(letter('2026-01-01'), claimed('2026-01-05'))).toMatchObject({
      reason: 'nothingOutstanding',
    });
    expect(lastOf(...begun, claimed('2026-01-09'))).toMatchObject({ reason: 'nothingOutstanding' });
  });

  test('one of interest alone has a ground where interest is due, and one filed again after a rejection too', () => {
    const interest = facts('accessoryAccrued', '2026-03-01', {
      drawdown: 'D1',
      accessory: 'interest',
      amountMinor: 3,
    });
    const due = [...begun, interest, repaid('2026-06-30', 100)];
    expect(lastOf(...due, claimed('2026-07-01')).kind).toBe('booked');
    const rejected = facts('claimRejected', '2026-02-10', { claim: 'C1', amountMinor: 'all' });
    expect(
      lastOf(...begun, claimed('2026-02-01'), rejected, claimed('2026-02-20', 'C2')).kind,
    ).toBe('booked');
  });

  test('of a joint loan: a bank that is repaid has none, the other has', () => {
    const beneficiaries = [
      { beneficiary: 'bank', shareBps: 6000 },
      { beneficiary: 'bank-b', shareBps: 4000 },
    ];
    const told = [
      letter('2026-01-01', { beneficiaries }),
      drawn('2026-01-10', 100),
      facts('repaid', '2026-06-30', { drawdown: 'D1', amountMinor: 40, beneficiary: 'bank-b' }),
    ];
    expect(lastOf(...told, claimed('2026-07-01', 'C1', 'bank-b'))).toMatchObject({
      reason: 'nothingOutstanding',
    });
    expect(lastOf(...told, claimed('2026-07-01', 'C1', 'bank')).kind).toBe('booked');
  });
});
