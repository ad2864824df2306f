import { describe, expect, test } from '@jest/globals';
import { businessDate } from '#domain/calendar/business-date';
import { everyDayWorks } from '#domain/calendar/working-days';
import { decideContracting } from '#domain/contracting/decide-contracting';
import { documentsFor, type DocumentRule } from '#domain/contracting/documents';
import {
  decideGuaranteedAmount,
  guaranteedAmountOf,
  guaranteedShares,
} from '#domain/issuance/guaranteed-amount';
import { letterTerms } from '#domain/issuance/letter-terms';
import {
  conditionsPrecedent,
  decideSecuring,
  mayWaive,
  type ConditionRule,
} from '#domain/securing/conditions-precedent';

const name = { zh: '名称', en: 'name' };

describe('contracting', () => {
  const documents: DocumentRule[] = [
    { code: 'entrustment', name, moment: 'contracting', signedBy: ['applicant', 'guarantor'] },
    {
      code: 'mortgage',
      name,
      moment: 'contracting',
      signedBy: ['counterGuarantor'],
      neededWhen: 'mortgageOffered',
    },
    { code: 'letter', name, moment: 'issuance', signedBy: ['guarantor'] },
  ];
  const open = { signedBy: [], rejectedBy: [], state: 'open' } as const;

  test('a case gets the documents of its moment that its facts need', () => {
    const codes = (facts: Record<string, boolean>) =>
      documentsFor('contracting', facts, documents).map(({ code }) => code);
    expect(codes({})).toEqual(['entrustment']);
    expect(codes({ mortgageOffered: true })).toEqual(['entrustment', 'mortgage']);
  });

  test('contracts are signed when everybody named has signed, not when the provider says so', () => {
    const due = documentsFor('contracting', {}, documents);
    expect(
      decideContracting({ ...open, signedBy: ['guarantor'], state: 'completed' }, due),
    ).toEqual({
      kind: 'pending',
      awaiting: ['applicant'],
    });
    expect(decideContracting({ ...open, signedBy: ['guarantor', 'applicant'] }, due)).toEqual({
      kind: 'signed',
    });
  });

  test.each([
    [{ ...open, rejectedBy: ['applicant'] as const }, 'signerRejected'],
    [{ ...open, state: 'expired' as const }, 'expired'],
    [{ ...open, state: 'revoked' as const }, 'revoked'],
  ])('an envelope %j fails: %s', (envelope, code) => {
    expect(decideContracting(envelope, documents)).toEqual({ kind: 'failed', code });
  });
});

describe('securing', () => {
  const rules: ConditionRule[] = [
    { code: 'ownerGuarantee', name, waivable: false, source: 'synthetic' },
    {
      code: 'mortgage',
      name,
      waivable: false,
      neededWhen: 'mortgageOffered',
      source: '民法典 402',
    },
    { code: 'insurance', name, waivable: true, neededWhen: 'mortgageOffered', source: 'synthetic' },
  ];

  test('a case has the conditions that its facts need, all open at first', () => {
    expect(conditionsPrecedent(rules, {})).toEqual([{ code: 'ownerGuarantee', state: 'open' }]);
    expect(conditionsPrecedent(rules, { mortgageOffered: true })).toHaveLength(3);
  });

  test('the letter waits until each is met or waived', () => {
    expect(
      decideSecuring([
        { code: 'ownerGuarantee', state: 'met' },
        { code: 'mortgage', state: 'open' },
      ]),
    ).toEqual({ kind: 'open', open: ['mortgage'] });
    expect(
      decideSecuring([
        { code: 'ownerGuarantee', state: 'met' },
        { code: 'insurance', state: 'waived' },
      ]),
    ).toEqual({ kind: 'met' });
    expect(decideSecuring([])).toEqual({ kind: 'met' });
  });

  test('only what the pack lets go can be waived', () => {
    expect(mayWaive('insurance', rules)).toBe(true);
    expect(mayWaive('mortgage', rules)).toBe(false);
    expect(mayWaive('unknown', rules)).toBe(false);
  });
});

describe('the guaranteed amount', () => {
  const riskShares = [
    { party: 'nationalFund', shareBps: 2000 },
    { party: 'guarantor', shareBps: 6000 },
    { party: 'bank', shareBps: 2000 },
  ] as const;

  const sharing = { guaranteedPart: 'allButBank', riskShares } as const;

  test('leaves the bank its share of every loan', () => {
    expect(guaranteedAmountOf(100_003, sharing)).toBe(80_002);
    expect(decideGuaranteedAmount({ loanMinor: 100_003, amountMinor: 80_002 }, sharing)).toEqual({
      kind: 'agreed',
      guaranteedMinor: 80_002,
    });
    expect(decideGuaranteedAmount({ loanMinor: 100_003, amountMinor: 80_003 }, sharing)).toEqual({
      kind: 'refused',
      code: 'notTheGuaranteedPart',
      guaranteedMinor: 80_002,
    });
    expect(guaranteedShares(riskShares).map(({ party }) => party)).toEqual([
      'nationalFund',
      'guarantor',
    ]);
  });

  test('is what the application asks where the product says so, at most the loan', () => {
    const applied = { guaranteedPart: 'asApplied', riskShares } as const;
    expect(decideGuaranteedAmount({ loanMinor: 6000, amountMinor: 5400 }, applied)).toEqual({
      kind: 'agreed',
      guaranteedMinor: 5400,
    });
    expect(decideGuaranteedAmount({ loanMinor: 6000, amountMinor: 6001 }, applied)).toMatchObject({
      kind: 'refused',
      code: 'aboveLoan',
    });
  });
});

describe('the guarantee letter', () => {
  const letter = { issuedOn: businessDate('2026-03-02'), guaranteedMinor: 80_000 };

  test('is valid to 24:00 of its last day, with a reminder before', () => {
    const policy = { validFor: { days: 90 }, remindBefore: { days: 15 } };
    expect(letterTerms(letter, policy, everyDayWorks, 'Asia/Shanghai')).toEqual({
      ...letter,
      validUntil: '2026-05-31',
      expiresAt: '2026-05-31T16:00:00.000Z',
      reminderAt: '2026-05-15T16:00:00.000Z',
    });
  });

  test('may go without a reminder', () => {
    expect(
      letterTerms(letter, { validFor: { months: 1200 } }, everyDayWorks, 'America/New_York'),
    ).toMatchObject({ validUntil: '2126-03-02', reminderAt: null });
  });
});
