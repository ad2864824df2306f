import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  contractClasses,
  noClassSums,
  noCommitment,
  noCustomerUse,
  sumsOf,
  type ClassSums,
  type ContractClass,
} from '#domain/limits/amounts';
import { judgeMove, largestFit } from '#domain/limits/judge';
import { isMainlySmall } from '#domain/limits/rules';
import type { LimitedGuarantee, Standing } from '#domain/limits/standing';
import { adjustedNetAssets, isUnderCap, usualTerms } from '#domain/limits/terms';
import { bookUseOf, changeOf, concentrationOf } from '#domain/limits/uses';
import { weigh } from '#domain/limits/weights';
import { whatIf } from '#domain/limits/what-if';

const wan = 1_000_000;
const alone = [{ shareBps: 10_000, role: 'guarantor' }];
const half = [
  { shareBps: 4000, role: 'reGuarantor' },
  { shareBps: 4000, role: 'guarantor' },
];

const sums = (of: Partial<Record<ContractClass, number>>): ClassSums => ({
  ...noClassSums,
  ...Object.fromEntries(
    Object.entries(of).map(([name, grossMinor]) => [name, { grossMinor, ownMinor: grossMinor }]),
  ),
});

const weighed = (of: Partial<Record<ContractClass, number>>) =>
  weigh(sums(of), 'gross').leverage / 100;

describe('the weights of the outstanding liability', () => {
  test('are those of the fixture, in 万', () => {
    expect(weighed({ smallMicro: 500 * wan })).toBe(375 * wan);
    expect(weighed({ smallMicro: 500.01 * wan })).toBe(500.01 * wan);
    expect(weighed({ farmer: 200 * wan })).toBe(150 * wan);
    expect(weighed({ bond: 1000 * wan })).toBe(800 * wan);
    expect(weighed({ housing: 100 * wan })).toBe(30 * wan);
    expect(weighed({ other: 100 * wan })).toBe(100 * wan);
  });

  test('flip with the very next 分, for every contract of the customer', () => {
    expect(weighed({ smallMicro: 500 * wan + 1 })).toBe(500 * wan + 1);
    expect(weighed({ farmer: 200 * wan + 1 })).toBe(200 * wan + 1);
    expect(weighed({ smallMicro: 400 * wan, other: 100 * wan })).toBe(400 * wan);
    expect(weighed({ smallMicro: 400 * wan, other: 100 * wan + 1 })).toBe(500 * wan + 1);
  });

  test('test the threshold on gross sums or on our own part, as the book has chosen', () => {
    const shared = { ...noClassSums, smallMicro: { grossMinor: 600 * wan, ownMinor: 300 * wan } };
    expect(weigh(shared, 'gross').leverage / 100).toBe(300 * wan);
    expect(weigh(shared, 'own').leverage / 100).toBe(225 * wan);
  });

  test('count bonds of AA issuers less in concentration', () => {
    expect(weigh(sums({ bond: 1000 * wan }), 'gross').concentration / 100).toBe(600 * wan);
  });

  test('never make a customer’s liability smaller when a contract is added', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...contractClasses),
        fc.integer({ min: 0, max: 600 * wan }),
        fc.integer({ min: 0, max: 600 * wan }),
        (name, before, more) => {
          const small = { smallMicro: 250 * wan };
          const one = weigh(sums({ ...small, [name]: before }), 'gross');
          const other = weigh(sums({ ...small, [name]: before + more }), 'gross');
          expect(other.leverage).toBeGreaterThanOrEqual(one.leverage);
          expect(other.concentration).toBeGreaterThanOrEqual(one.concentration);
        },
      ),
    );
  });
});

const guarantee = (
  number: string,
  of: ContractClass = 'other',
  customer = 1,
): LimitedGuarantee => ({
  number,
  book: 'b',
  customer,
  class: of,
  controlsGuarantor: false,
  places: { product: 'p', sector: 's', bank: 'k', programme: 'g', region: '340102' },
});

function standing(netAssetsMinor: number | null, more: Partial<Standing> = {}): Standing {
  return {
    basis: { netAssetsMinor, holdingsMinor: 0, terms: usualTerms },
    customer: noCustomerUse,
    group: null,
    book: bookUseOf(noCustomerUse),
    caps: [],
    ...more,
  };
}

const judge = (of: Standing, asked: number, who = guarantee('A')) =>
  judgeMove(of, who, noCommitment, { ...noCommitment, reserved: sumsOf(asked, alone) }, alone);

describe('a request for headroom', () => {
  test('of ten hundredths of adjusted net assets fits, and one 分 more does not', () => {
    const book = standing(1000 * wan);
    expect(judge(book, 100 * wan).kind).toBe('fits');
    expect(judge(book, 100 * wan + 1)).toMatchObject({
      kind: 'exceeded',
      findings: [
        {
          rule: 'oneDebtor',
          article: '国令683 art. 16',
          limitMinor: 100 * wan,
          usedMinor: 0,
          askedMinor: 100 * wan + 1,
          headroomMinor: 100 * wan,
        },
      ],
      largestFitMinor: 100 * wan,
    });
  });

  test('is told the largest amount that fits, across the flip of the weights', () => {
    // 10 % of 4,000 万: at 75 % it would be 533 万, but above 500 万 nothing is weighed at 75 % any more.
    expect(
      largestFit(standing(4000 * wan), guarantee('A', 'smallMicro'), noCommitment, alone),
    ).toBe(500 * wan);
  });

  test('of related debtors shares fifteen hundredths', () => {
    const use = concentrationOf({
      committed: sums({ other: 90 * wan }),
      reported: noClassSums,
    });
    const book = standing(1000 * wan, { group: { id: 7, use } });
    expect(judge(book, 60 * wan).kind).toBe('fits');
    expect(judge(book, 60 * wan + 1)).toMatchObject({
      findings: [{ rule: 'relatedDebtors', key: '7', headroomMinor: 60 * wan }],
    });
  });

  test('of the controlling shareholder is refused, whatever its amount', () => {
    const who = { ...guarantee('A'), controlsGuarantor: true };
    expect(judge(standing(1000 * wan), 1, who)).toMatchObject({
      findings: [{ rule: 'controllingShareholder', article: '国令683 art. 17' }],
      largestFitMinor: 0,
    });
  });

  test('is refused beyond the stop rate, though the limit is higher, and is told what still fits', () => {
    const basis = { ...standing(1000 * wan).basis, terms: { ...usualTerms, stopBps: 9500 } };
    const book = standing(1000 * wan, { basis });
    expect(judge(book, 95 * wan).kind).toBe('fits');
    expect(judge(book, 95 * wan + 1)).toMatchObject({
      kind: 'exceeded',
      findings: [
        {
          rule: 'oneDebtor',
          limitMinor: 100 * wan,
          stopMinor: 95 * wan,
          headroomMinor: 95 * wan,
        },
      ],
      largestFitMinor: 95 * wan,
    });
  });

  test('that was reserved before a stop came is not refused by it at issuance: it takes nothing new', () => {
    const reserved = { ...noCommitment, reserved: sumsOf(98 * wan, alone) };
    const { customer } = changeOf(noCustomerUse, 'other', noCommitment, reserved);
    const basis = { ...standing(1000 * wan).basis, terms: { ...usualTerms, stopBps: 9500 } };
    const book = standing(1000 * wan, { basis, customer, book: bookUseOf(customer) });
    expect(judgeMove(book, guarantee('A'), reserved, reserved, alone)).toMatchObject({
      kind: 'fits',
      near: [{ rule: 'oneDebtor' }],
    });
  });

  test('is near a cap from the cap’s own warning rate on, and stopped by its own stop rate', () => {
    const cap = {
      dimension: 'bank',
      key: 'k',
      counts: 'gross',
      limit: { kind: 'sum', amountMinor: 50 * wan },
      warningBps: 6000,
      stopBps: 8000,
    } as const;
    const none = { grossMinor: 0, ownMinor: 0 };
    const use = { committed: none, reported: none };
    const book = standing(1000 * wan, { caps: [{ cap, use }] });
    expect(judge(book, 30 * wan - 1)).toMatchObject({ kind: 'fits', near: [] });
    expect(judge(book, 30 * wan)).toMatchObject({ near: [{ rule: 'cap', key: 'bank:k' }] });
    expect(judge(book, 40 * wan).kind).toBe('fits');
    expect(judge(book, 40 * wan + 1)).toMatchObject({
      findings: [{ rule: 'cap', stopMinor: 40 * wan }],
      largestFitMinor: 40 * wan,
    });
  });

  test('without recorded net assets is judged by nothing that needs them, and says so', () => {
    expect(judge(standing(null), 900 * wan)).toMatchObject({
      kind: 'fits',
      netAssetsMissing: true,
    });
  });

  test('beyond ten times fits only in a book that is mainly for small firms', () => {
    const full = (name: ContractClass) =>
      bookUseOf({ committed: sums({ [name]: 10_000 * wan }), reported: noClassSums });
    const small = standing(1000 * wan, { book: full('smallMicro') });
    expect(judge(small, wan, guarantee('A', 'smallMicro')).kind).toBe('fits');
    const mixed = standing(1000 * wan, { book: full('other') });
    expect(judge(mixed, wan)).toMatchObject({ findings: [{ rule: 'leverage' }] });
  });
});

test('a book is mainly for small firms from half of the balance and four fifths of the customers on', () => {
  const of = (smallBalanceMinor: number, smallCustomers: number) => ({
    weighted: { gross: 0, own: 0 },
    balanceMinor: 100,
    smallBalanceMinor,
    customers: 10,
    smallCustomers,
  });
  expect(isMainlySmall(of(50, 8))).toBe(true);
  expect(isMainlySmall(of(49, 8))).toBe(false);
  expect(isMainlySmall(of(50, 7))).toBe(false);
});

test('what a request takes is what giving it back frees', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...contractClasses),
      fc.integer({ min: 1, max: 900 * wan }),
      fc.integer({ min: 1, max: 900 * wan }),
      (name, first, second) => {
        const one = { ...noCommitment, reserved: sumsOf(first, half) };
        const other = { ...noCommitment, outstanding: sumsOf(second, half) };
        const begun = changeOf(noCustomerUse, 'smallMicro', noCommitment, one).customer;
        const taken = changeOf(begun, name, noCommitment, other);
        const given = changeOf(taken.customer, name, other, noCommitment);
        expect(given.customer).toEqual(begun);
        expect(given.book.committed.weighted.gross + taken.book.committed.weighted.gross).toBe(0);
      },
    ),
  );
});

test('pending cases are judged one upon the other, in the order asked', () => {
  const book = standing(1000 * wan);
  const pending = (number: string, amount: number) => ({
    guarantee: guarantee(number),
    amountMinor: amount * wan,
    bearers: alone,
    standing: book,
    from: noCommitment,
  });
  const answers = whatIf([pending('A', 60), pending('B', 60), pending('C', 40)]);
  expect(answers.map(({ kind }) => kind)).toEqual(['fits', 'exceeded', 'fits']);
});

test('adjusted net assets are net assets less equity in other guarantors', () => {
  const basis = { netAssetsMinor: 100, holdingsMinor: 30, terms: usualTerms };
  expect(adjustedNetAssets(basis)).toBe(70);
  expect(adjustedNetAssets({ ...basis, holdingsMinor: 130 })).toBe(0);
});

test('a region’s cap covers the places within it', () => {
  const cap = { counts: 'gross', limit: { kind: 'sum', amountMinor: 1 } } as const;
  const { places } = guarantee('A');
  expect(isUnderCap({ ...cap, dimension: 'region', key: '34' }, places)).toBe(true);
  expect(isUnderCap({ ...cap, dimension: 'region', key: '35' }, places)).toBe(false);
  expect(isUnderCap({ ...cap, dimension: 'bank', key: 'k' }, places)).toBe(true);
});
