import { describe, expect, test } from '@jest/globals';
import { problemsOfPromise } from '#domain/issuance/promise';

const both = ['ordinary', 'maximumAmount'] as const;
const banks = (...shares: [string, number][]) => ({
  beneficiaries: shares.map(([beneficiary, shareBps]) => ({ beneficiary, shareBps })),
});

describe('what a letter is to promise', () => {
  test('may be left unsaid: an ordinary guarantee for one bank', () => {
    expect(problemsOfPromise({}, 'b1', ['ordinary'])).toEqual([]);
  });

  test('is refused where the product does not offer its kind', () => {
    const terms = { kindOfGuarantee: 'maximumAmount', capCovers: 'all' } as const;
    expect(problemsOfPromise(terms, 'b1', both)).toEqual([]);
    expect(problemsOfPromise(terms, 'b1', ['ordinary'])).toEqual([
      { field: 'kindOfGuarantee', message: 'this product is guaranteed as ordinary only' },
    ]);
  });

  test('says what the cap covers where there is one, and only there', () => {
    const missing = problemsOfPromise({ kindOfGuarantee: 'maximumAmount' }, 'b1', both);
    const needless = problemsOfPromise({ capCovers: 'principal' }, 'b1', both);
    expect([...missing, ...needless].map(({ field }) => field)).toEqual(['capCovers', 'capCovers']);
  });

  test('names banks whose shares are the whole loan, each once, the agent among them', () => {
    expect(problemsOfPromise(banks(['b1', 6_000], ['b2', 4_000]), 'b1', both)).toEqual([]);
    const wrong = problemsOfPromise(banks(['b2', 5_000], ['b2', 4_000]), 'b1', both);
    expect(wrong.map(({ message }) => message)).toEqual([
      'the shares must sum to 10000 (they sum to 9000)',
      'names b2 twice',
      'must name b1, the bank of the application',
    ]);
  });
});
