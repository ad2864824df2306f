import type { CapRates } from './rates.js';
import type { Hundredths, ThresholdBasis } from './weights.js';

/** How a book under Decree 683 is held to its caps. Only what a book may choose; the caps themselves are the law's. */
export interface LimitTerms {
  /** What the thresholds of the weights test ⚠. */
  readonly thresholdBasis: ThresholdBasis;
  /** How long a reservation stands when no letter follows. */
  readonly reservationDays: number;
  /** From this part of a limit on a case is near it, and goes to more than one pair of eyes. */
  readonly nearBps: number;
  /** From this part of a limit on nothing new is taken, though it is not reached; `null`: only the limit itself stops. */
  readonly stopBps: number | null;
  /** Rates of single statutory rules; the book's two above are everybody's else. */
  readonly ruleRates: RuleRates;
}

/** The rules of the decree that a book may warn of and stop at in a way of their own. */
export const ratedRules = ['oneDebtor', 'relatedDebtors', 'leverage'] as const;
export type RatedRule = (typeof ratedRules)[number];

/** A rule's own rates, in basis points of its limit; what is left out is the book's. */
export interface OwnRates {
  readonly warningBps?: number | undefined;
  /** `null`: only the limit itself stops, whatever the book says. */
  readonly stopBps?: number | null | undefined;
}
export type RuleRates = Readonly<Partial<Record<RatedRule, OwnRates>>>;

/** A book's rates of single rules after some were confirmed: each as it is given whole, `null` gives it back the book's. */
export function ruleRatesAfter(
  before: RuleRates,
  given: Readonly<Partial<Record<RatedRule, OwnRates | null | undefined>>> = {},
): RuleRates {
  const after: Partial<Record<RatedRule, OwnRates>> = {};
  for (const rule of ratedRules) {
    const rates = given[rule] === undefined ? before[rule] : given[rule];
    if (rates !== undefined && rates !== null) after[rule] = rates;
  }
  return after;
}

export const usualTerms: LimitTerms = {
  thresholdBasis: 'gross',
  reservationDays: 180,
  nearBps: 9000,
  stopBps: null,
  ruleRates: {},
};

/** 国令683 art. 15 and 16; the test of the 15 times ⚠. 'Above' and 'below' include the number. */
export const decree683 = {
  leverageTimes: 10,
  raisedLeverageTimes: 15,
  smallBalanceBps: 5000,
  smallCustomersBps: 8000,
  oneDebtorBps: 1000,
  relatedDebtorsBps: 1500,
} as const;

/** The decree's own numbers as a question may vary them: a book in force is always held to {@link decree683}. */
export type StatutoryLimits = Readonly<
  Record<'leverageTimes' | 'raisedLeverageTimes' | 'oneDebtorBps' | 'relatedDebtorsBps', number>
>;

/** Dimensions by which a book may cap itself. */
export const capDimensions = ['product', 'sector', 'bank', 'programme', 'region'] as const;
export type CapDimension = (typeof capDimensions)[number];

/** Where a guarantee stands in each dimension; empty where it has no place in it. */
export type CapPlaces = Readonly<Record<CapDimension, string>>;

/** A cap of the book's own, on unweighted amounts: a sum, or a part of adjusted net assets. */
export interface Cap {
  readonly dimension: CapDimension;
  /** Its product, bank, …; a region's code also covers every code that begins with it. */
  readonly key: string;
  readonly counts: 'gross' | 'own';
  readonly limit:
    | { readonly kind: 'sum'; readonly amountMinor: number }
    | { readonly kind: 'ofNetAssets'; readonly bps: number };
  /** Rates of its own; the book's where they are absent. */
  readonly warningBps?: number;
  readonly stopBps?: number;
}

/** The dated facts of a book that its limits are parts of. */
export interface BookBasis {
  /** Non-consolidated net assets ⚠; `null` where none were ever recorded. */
  readonly netAssetsMinor: number | null;
  /** Equity held in other guarantors and re-guarantors. */
  readonly holdingsMinor: number;
  readonly terms: LimitTerms;
  /** Other numbers than the decree's, in a question alone. */
  readonly statutory?: StatutoryLimits;
}

/** The decree's numbers, or those that a question puts in their place. */
export function statutoryOf({ statutory }: BookBasis): StatutoryLimits {
  return statutory ?? decree683;
}

/** NA′ = net assets − equity in other guarantors; never below zero; `null` where net assets are missing. */
export function adjustedNetAssets(basis: BookBasis): number | null {
  if (basis.netAssetsMinor === null) return null;
  return Math.max(0, basis.netAssetsMinor - basis.holdingsMinor);
}

/** A part of NA′, in hundredths of a minor unit, rounded down: a limit is never rounded in our favour. */
export function partOfNetAssets(basis: BookBasis, bps: number): Hundredths | null {
  const adjusted = adjustedNetAssets(basis);
  return adjusted === null ? null : Math.floor((adjusted * bps) / 100);
}

/** The leverage of `times` NA′. */
export function leverageLimit(basis: BookBasis, times: number): Hundredths | null {
  const adjusted = adjustedNetAssets(basis);
  return adjusted === null ? null : adjusted * times * 100;
}

/** What a cap allows, in hundredths of a minor unit. */
export function capLimit(basis: BookBasis, cap: Cap): Hundredths | null {
  return cap.limit.kind === 'sum'
    ? cap.limit.amountMinor * 100
    : partOfNetAssets(basis, cap.limit.bps);
}

/** The warning and stop rates of a cap or rule: its own, and the book's where it has none. */
export function ratesOf({ terms }: BookBasis, own: OwnRates = {}): CapRates {
  const { warningBps = terms.nearBps, stopBps = terms.stopBps } = own;
  return { warningBps, stopBps };
}

/** The warning and stop rates of a statutory rule. */
export function ratesOfRule(basis: BookBasis, rule: RatedRule): CapRates {
  return ratesOf(basis, basis.terms.ruleRates[rule]);
}

/** Whether a guarantee that stands at `place` counts under the cap. */
export function isUnderCap(cap: Pick<Cap, 'dimension' | 'key'>, places: CapPlaces): boolean {
  const place = places[cap.dimension];
  return cap.dimension === 'region' ? place.startsWith(cap.key) : place === cap.key;
}

/** Where a guarantee stands: what its application names, and the sector and region that its form gives. */
export function capPlacesOf(
  { product, bank, programme }: Pick<CapPlaces, 'product' | 'bank' | 'programme'>,
  form: Readonly<Record<string, unknown>>,
): CapPlaces {
  const text = (field: string): string => {
    const { [field]: value } = form;
    return typeof value === 'string' ? value : '';
  };
  return { product, sector: text('industry'), bank, programme, region: text('region') };
}
