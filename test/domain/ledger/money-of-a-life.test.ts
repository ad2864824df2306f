import { describe, expect, test } from '@jest/globals';
import type { AccountName } from '#domain/ledger/accounts';
import { bookFact } from '#domain/ledger/book-fact';
import type { FactDetails, FactKind, IssuedTerms, ObligationFact } from '#domain/ledger/facts';
import { readFact } from '#domain/ledger/fact-shape';
import { emptyPosition, totalOf, type Cell } from '#domain/ledger/position';
import { header, MemoryLedger } from './arbitrary-facts.js';

const own: IssuedTerms['shares'] = [{ party: 'guarantor', shareBps: 10_000, role: 'guarantor' }];
const shared: IssuedTerms['shares'] = [
  { party: 'guarantor', shareBps: 4000, role: 'guarantor' },
  { party: 'fund', shareBps: 2000, role: 'reGuarantor' },
  { party: 'province', shareBps: 2000, role: 'government' },
];

/** A guarantee's money, told briefly. */
class Story {
  private turn = 0;
  readonly ledger = new MemoryLedger();

  tell<Kind extends FactKind>(kind: Kind, details: FactDetails[Kind], valueDate = '2026-03-01') {
    const reference = `fact-${(this.turn += 1)}`;
    return this.ledger.post({
      ...header,
      valueDate,
      kind,
      reference,
      ...(details as object),
    } as ObligationFact);
  }

  of(account: AccountName, within: Partial<Cell> = {}) {
    return totalOf(this.ledger.position, account, within);
  }
}

function issued(amountMinor: number, terms: Partial<IssuedTerms> = {}): Story {
  const story = new Story();
  story.tell('issued', { amountMinor, beneficiary: 'bank', shares: own, ...terms });
  return story;
}

function paidOut(amountMinor: number, terms: Partial<IssuedTerms> = {}): Story {
  const story = issued(amountMinor, terms);
  story.tell('drawn', { drawdown: 'D1', amountMinor });
  story.tell('claimed', { claim: 'C1', amountMinor: amountMinor * 2 });
  story.tell('paidOut', { claim: 'C1', drawdown: 'D1', principalMinor: amountMinor });
  return story;
}

describe('the liability to the bank', () => {
  test('a charged-off loan of the public file: claimed whole, paid by its guaranteed part, the rest released', () => {
    const story = issued(75_000_00, { retainedMinor: 25_000_00 });
    story.tell('drawn', { drawdown: 'L1', amountMinor: 75_000_00 });
    expect(story.of('bankRetained')).toBe(25_000_00);
    story.tell('claimed', { claim: 'C1', amountMinor: 60_000_01 });
    story.tell('paidOut', { claim: 'C1', drawdown: 'L1', principalMinor: 45_000_01 });
    story.tell('claimSettled', { claim: 'C1', amountMinor: 'all' });
    story.tell('released', { amountMinor: 'all', reason: 'remainderAfterPayout' });
    story.tell('writtenOff', { amountMinor: 'all' });
    expect(story.of('claimed')).toBe(60_000_01);
    expect(story.of('paidOut')).toBe(45_000_01);
    expect(story.of('released')).toBe(29_999_99);
    expect(story.of('writtenOff')).toBe(45_000_01);
    expect(story.of('outstanding') + story.of('bankRetained')).toBe(0);
    expect(story.ledger.refusals).toEqual([]);
  });

  test('under a maximum-amount guarantee a repayment may be drawn again, until the claims are determined', () => {
    const story = issued(100, { kindOfGuarantee: 'maximumAmount' });
    story.tell('drawn', { drawdown: 'D1', amountMinor: 100 });
    story.tell('repaid', { drawdown: 'D1', amountMinor: 60 });
    expect([story.of('undrawn'), story.of('released')]).toEqual([60, 0]);
    story.tell('drawn', { drawdown: 'D2', amountMinor: 50 });
    story.tell('determined', {});
    expect([story.of('undrawn'), story.of('released')]).toEqual([0, 10]);
    story.tell('repaid', { drawdown: 'D2', amountMinor: 50 });
    expect(story.of('released', { drawdown: 'D2' })).toBe(50);
    expect(story.tell('determined', {})).toMatchObject({ reason: 'alreadyDetermined' });
  });

  test('a claim rejected or withdrawn leaves what is outstanding as it was', () => {
    const story = issued(100);
    story.tell('drawn', { drawdown: 'D1', amountMinor: 100 });
    story.tell('claimed', { claim: 'C1', amountMinor: 90 });
    story.tell('claimRejected', { claim: 'C1', amountMinor: 40 });
    story.tell('claimWithdrawn', { claim: 'C1', amountMinor: 'all' });
    expect(story.of('outstanding')).toBe(100);
    expect([story.of('claimed'), story.of('claimsRejected'), story.of('claimsWithdrawn')]).toEqual([
      90, 40, 50,
    ]);
    const paid = story.tell('paidOut', { claim: 'C1', drawdown: 'D1', principalMinor: 1 });
    expect(paid).toEqual({ kind: 'refused', reason: 'aboveClaim', headroomMinor: 0 });
  });

  test('a joint loan is owed to its banks by their shares, and one of them may claim alone', () => {
    const story = issued(101, {
      beneficiaries: [
        { beneficiary: 'bank', shareBps: 6000 },
        { beneficiary: 'bank-b', shareBps: 4000 },
      ],
    });
    story.tell('drawn', { drawdown: 'D1', amountMinor: 101 });
    expect(story.of('outstanding', { beneficiary: 'bank' })).toBe(61);
    story.tell('claimed', { claim: 'C1', amountMinor: 40, beneficiary: 'bank-b' });
    story.tell('paidOut', {
      claim: 'C1',
      drawdown: 'D1',
      principalMinor: 40,
      beneficiary: 'bank-b',
    });
    expect(story.of('outstanding', { beneficiary: 'bank-b' })).toBe(0);
    expect(story.of('outstanding', { beneficiary: 'bank' })).toBe(61);
  });

  test('a repayment voided after release makes us liable again', () => {
    const story = issued(100);
    story.tell('drawn', { drawdown: 'D1', amountMinor: 100 });
    story.tell('repaid', { drawdown: 'D1', amountMinor: 100 });
    story.tell('clawedBack', { of: 'repayment', drawdown: 'D1', amountMinor: 30 });
    expect([story.of('outstanding'), story.of('released')]).toEqual([30, 70]);
  });
});

describe('what the contract covers beside the principal', () => {
  test('has caps of its own, and stops at the acceptance of the bankruptcy', () => {
    const story = issued(100, { accessoryCapsMinor: { interest: 10 } });
    story.tell('drawn', { drawdown: 'D1', amountMinor: 100 });
    const interest = { drawdown: 'D1', accessory: 'interest' } as const;
    story.tell('accessoryAccrued', { ...interest, amountMinor: 7 });
    const above = story.tell('accessoryAccrued', { ...interest, amountMinor: 4 });
    expect(above).toEqual({ kind: 'refused', reason: 'aboveAccessoryCap', headroomMinor: 3 });
    story.tell('bankruptcyAccepted', {}, '2026-05-01');
    const late = story.tell('accessoryAccrued', { ...interest, amountMinor: 1 }, '2026-05-01');
    expect(late).toMatchObject({ reason: 'accrualStopped' });
    const before = story.tell('accessoryAccrued', { ...interest, amountMinor: 1 }, '2026-04-30');
    expect(before.kind).toBe('booked');
    story.tell('claimed', { claim: 'C1', amountMinor: 100 });
    const pay = { claim: 'C1', drawdown: 'D1', principalMinor: 0 };
    expect(story.tell('paidOut', { ...pay, accessoryMinor: 9 })).toMatchObject({
      headroomMinor: 8,
    });
    const paid = story.tell('paidOut', { ...pay, accessoryMinor: 8 }, '2026-05-02');
    expect(paid.kind).toBe('booked');
    expect([story.of('paidOutInterest'), story.of('interestReceivable')]).toEqual([8, 8]);
  });

  test('counts against the amount where the cap covers all', () => {
    const story = issued(100, { capCovers: 'all' });
    story.tell('drawn', { drawdown: 'D1', amountMinor: 100 });
    story.tell('claimed', { claim: 'C1', amountMinor: 100 });
    const pay = { claim: 'C1', drawdown: 'D1', principalMinor: 95 };
    const above = story.tell('paidOut', { ...pay, accessoryMinor: 6 });
    expect(above).toEqual({ kind: 'refused', reason: 'aboveCap', headroomMinor: 100 });
    expect(story.tell('paidOut', { ...pay, accessoryMinor: 5 }).kind).toBe('booked');
  });
});

describe('who bears a payout', () => {
  test('each sharer half-up, the last the residual; each owes us its part', () => {
    const story = paidOut(101, { shares: shared });
    const borne = (party: string) => story.of('paidOut', { party });
    expect(['guarantor', 'fund', 'province'].map(borne)).toEqual([51, 25, 25]);
    expect(story.of('reimbursementReceivable')).toBe(50);
    expect(story.of('payoutOwnFunds')).toBe(51);
  });

  test('with the loss told, every part is rounded on the loss and the bank comes last', () => {
    const story = issued(1000, { shares: shared });
    story.tell('drawn', { drawdown: 'D1', amountMinor: 1000 });
    story.tell('claimed', { claim: 'C1', amountMinor: 1003 });
    // 40 %, 20 % and 20 % of 1003: 401, 201 and 201; the bank keeps 200.
    story.tell('paidOut', { claim: 'C1', drawdown: 'D1', principalMinor: 803, lossMinor: 1003 });
    const borne = (party: string) => story.of('paidOut', { party });
    expect(['guarantor', 'fund', 'province'].map(borne)).toEqual([401, 201, 201]);
  });

  test('a reimbursement settles what is receivable and is no recovery; a refused one is ours to bear', () => {
    const story = paidOut(100, { shares: shared });
    story.tell('reimbursementReceived', { party: 'fund', amountMinor: 25 });
    expect(story.of('recovered')).toBe(0);
    story.tell('recovered', { amountMinor: 20, source: 'debtor' });
    expect(story.of('recoveryPayable', { party: 'province' })).toBe(5);
    story.tell('reimbursementRefused', { party: 'province', amountMinor: 25 });
    expect(story.of('paidOut', { party: 'province' })).toBe(0);
    expect(story.of('paidOut', { party: 'guarantor' })).toBe(75);
    expect(story.of('recovered', { party: 'guarantor' })).toBe(15);
    expect(story.of('recoveryPayable', { party: 'province' })).toBe(0);
    expect(story.of('payoutOwnFunds')).toBe(60);
    expect(story.of('reimbursementReceivable')).toBe(0);
  });
});

describe('what comes back', () => {
  test('goes to costs, to the sum paid out, to agreed interest as far as due, and the rest is owed back', () => {
    const story = paidOut(100);
    story.tell('costAdvanced', { amountMinor: 10, cost: 'litigation' });
    story.tell('recovered', { amountMinor: 130, source: 'collateral', agreedInterestDueMinor: 15 });
    expect(story.of('costsAdvanced')).toBe(0);
    expect([story.of('recovered'), story.of('payoutReceivable')]).toEqual([100, 0]);
    expect([story.of('agreedInterestIncome'), story.of('refundPayable')]).toEqual([15, 5]);
  });

  test('after a write-off it credits recovered and debits written off; both sums stay as memos', () => {
    const story = paidOut(100);
    story.tell('recovered', { amountMinor: 30, source: 'debtor' });
    story.tell('writtenOff', { amountMinor: 'all' });
    story.tell('recoveredAfterWriteOff', { amountMinor: 20, source: 'debtor' });
    expect([story.of('recovered'), story.of('writtenOff'), story.of('payoutReceivable')]).toEqual([
      50, 50, 0,
    ]);
    expect([story.of('writtenOffGross'), story.of('recoveredAfterWriteOff')]).toEqual([70, 20]);
  });
});

describe('a fact that cannot be', () => {
  test.each([
    [{ amountMinor: 1.5 }, 'amountMinor'],
    [{ amountMinor: -1 }, 'amountMinor'],
    [{ amountMinor: 1e14 }, 'amountMinor'],
    [{ amountMinor: '1' }, 'amountMinor'],
    [{ amountMinor: 0 }, 'from 1 to'],
    [{ valueDate: '2026-02-30' }, 'valueDate'],
    [{ valueDate: '9999-12-31' }, 'valueDate is not in a year from 1900 to 2199'],
    [{ currency: 'ABC' }, 'currency is no currency of ISO 4217'],
    [{ currency: 'cny' }, 'currency'],
    [{ shares: [] }, 'shares'],
    [{ shares: [own[0], own[0]] }, 'shares'],
    [{ beneficiary: 'a\u0000b' }, 'beneficiary'],
    [{ beneficiary: '\ud800' }, 'beneficiary'],
    [{ benificiary: 'bank' }, 'benificiary'],
    [{ guarantee: '' }, 'guarantee'],
  ])('is refused with its field: %j', (wrong, field) => {
    const fact = {
      ...header,
      kind: 'issued',
      reference: 'r',
      amountMinor: 1,
      beneficiary: 'bank',
      shares: own,
    };
    expect(readFact(fact).kind).toBe('fact');
    const reading = readFact({ ...fact, ...wrong });
    expect(reading.kind).toBe('malformed');
    if (reading.kind === 'malformed') expect(reading.problems.join()).toContain(field);
  });

  test('another currency, an unknown drawdown, a zero and a fact before issuance are refused', () => {
    const story = issued(100);
    const other = {
      ...header,
      kind: 'drawn',
      reference: 'r',
      drawdown: 'D1',
      amountMinor: 1,
    } as const;
    expect(story.ledger.post({ ...other, currency: 'USD' })).toMatchObject({
      reason: 'otherCurrency',
    });
    expect(story.tell('repaid', { drawdown: 'D9', amountMinor: 1 })).toMatchObject({
      reason: 'unknownDrawdown',
    });
    expect(story.tell('drawn', { drawdown: 'D1', amountMinor: 0 })).toMatchObject({
      reason: 'malformedFact',
    });
    expect(bookFact(emptyPosition('demo', 'G1'), other, [])).toMatchObject({
      reason: 'notIssued',
    });
  });
});
