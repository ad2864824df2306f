import type { Measure, Sums } from './amounts.js';
import { capStateAt, stopLine, type CapRates, type CapState } from './rates.js';
import type { Standing } from './standing.js';
import {
  capLimit,
  decree683,
  leverageLimit,
  partOfNetAssets,
  ratesOf,
  ratesOfRule,
  statutoryOf,
  type BookBasis,
  type Cap,
} from './terms.js';
import { concentrationOf, type BookSums } from './uses.js';
import type { Hundredths } from './weights.js';

export const ruleNames = [
  'controllingShareholder',
  'oneDebtor',
  'relatedDebtors',
  'cap',
  'leverage',
] as const;
export type RuleName = (typeof ruleNames)[number];

export const articles: Readonly<Record<RuleName, string>> = {
  controllingShareholder: '国令683 art. 17',
  oneDebtor: '国令683 art. 16',
  relatedDebtors: '国令683 art. 16',
  cap: "the book's own cap",
  leverage: '国令683 art. 15',
};

/** One rule over a standing, under one measure. In hundredths of a minor unit; without a limit it judges nothing. */
export interface RuleStanding {
  readonly rule: RuleName;
  /** Which cap, which group; empty for a rule of the whole book or of the customer itself. */
  readonly key: string;
  readonly limit: Hundredths | null;
  readonly used: Hundredths;
  readonly rates: CapRates;
}

/** What new requests may use of a rule at most: its limit, or less where its stop rate is lower. */
export function ceilingOf({
  limit,
  rates,
}: Pick<RuleStanding, 'limit' | 'rates'>): Hundredths | null {
  return limit === null ? null : stopLine(limit, rates);
}

/** How far a rule is used: `exceeded` above its limit itself. */
export type RuleState = CapState | 'exceeded';

export function ruleState({ limit, used, rates }: RuleStanding): RuleState {
  if (limit === null) return 'free';
  return used > limit ? 'exceeded' : capStateAt(used, limit, rates);
}

/** Every rule that this customer's guarantees are under, in the order in which refusals name them. */
export function rulesOver(standing: Standing, measure: Measure = 'committed'): RuleStanding[] {
  const { basis, group } = standing;
  const by = basis.terms.thresholdBasis;
  const related: RuleStanding[] =
    group === null
      ? []
      : [
          {
            rule: 'relatedDebtors',
            key: String(group.id),
            limit: partOfNetAssets(basis, statutoryOf(basis).relatedDebtorsBps),
            used: group.use[measure][by],
            rates: ratesOfRule(basis, 'relatedDebtors'),
          },
        ];
  return [
    {
      rule: 'oneDebtor',
      key: '',
      limit: partOfNetAssets(basis, statutoryOf(basis).oneDebtorBps),
      used: concentrationOf(standing.customer)[measure][by],
      rates: ratesOfRule(basis, 'oneDebtor'),
    },
    ...related,
    ...standing.caps.flatMap(({ cap, use }) =>
      use === null ? [] : capRule(basis, cap, use[measure]),
    ),
    ...(standing.book === null ? [] : [leverageRule(basis, standing.book[measure])]),
  ];
}

/** A cap of the book's own. */
export function capRule(basis: BookBasis, cap: Cap, use: Sums): RuleStanding {
  return {
    rule: 'cap',
    key: capKey(cap),
    limit: capLimit(basis, cap),
    used: 100 * (cap.counts === 'own' ? use.ownMinor : use.grossMinor),
    rates: ratesOf(basis, cap),
  };
}

/** RB / NA′, at most 10, or 15 for a book that is mainly for small firms and farmers. */
export function leverageRule(basis: BookBasis, sums: BookSums): RuleStanding {
  const { leverageTimes, raisedLeverageTimes } = statutoryOf(basis);
  const times = isMainlySmall(sums) ? raisedLeverageTimes : leverageTimes;
  return {
    rule: 'leverage',
    key: '',
    limit: leverageLimit(basis, times),
    used: sums.weighted[basis.terms.thresholdBasis],
    rates: ratesOfRule(basis, 'leverage'),
  };
}

/** Small firms and farmers have at least half of the balance and four fifths of the customers ⚠. */
export function isMainlySmall(sums: BookSums): boolean {
  return (
    sums.customers > 0 &&
    sums.smallBalanceMinor * 10_000 >= sums.balanceMinor * decree683.smallBalanceBps &&
    sums.smallCustomers * 10_000 >= sums.customers * decree683.smallCustomersBps
  );
}

export function capKey(cap: Pick<Cap, 'dimension' | 'key'>): string {
  return `${cap.dimension}:${cap.key}`;
}
