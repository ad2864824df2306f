import type { IntakeFacts } from '../intake/decide-intake.js';
import { splitByShares } from '../money/split.js';

/** Kinds of contract that 融资担保责任余额计量办法 ⚠ weighs differently. */
export const contractClasses = ['smallMicro', 'farmer', 'housing', 'bond', 'other'] as const;
export type ContractClass = (typeof contractClasses)[number];

/** An amount seen twice: all that we owe the bank (gross), and what we bear of it in the end (own). */
export interface Sums {
  readonly grossMinor: number;
  readonly ownMinor: number;
}

export const nothing: Sums = { grossMinor: 0, ownMinor: 0 };

/** What one guarantee takes of the limits: promised at approval, owed and not yet lent, lent. */
export interface Commitment {
  readonly reserved: Sums;
  readonly undrawn: Sums;
  readonly outstanding: Sums;
}

export const noCommitment: Commitment = {
  reserved: nothing,
  undrawn: nothing,
  outstanding: nothing,
};

export type ClassSums = Readonly<Record<ContractClass, Sums>>;

/**
 * Two measures of every use: `reported` is what is outstanding, as the regulator counts it; `committed` adds what
 * is undrawn and reserved: the stricter one, which the guard holds to the caps.
 */
export const measures = ['committed', 'reported'] as const;
export type Measure = (typeof measures)[number];

/** All contracts of one customer in one book. */
export type CustomerUse = Readonly<Record<Measure, ClassSums>>;

export const noClassSums = Object.fromEntries(
  contractClasses.map((name) => [name, nothing]),
) as ClassSums;
export const noCustomerUse: CustomerUse = { committed: noClassSums, reported: noClassSums };

export function addSums(one: Sums, other: Sums): Sums {
  return {
    grossMinor: one.grossMinor + other.grossMinor,
    ownMinor: one.ownMinor + other.ownMinor,
  };
}

export function lessSums(whole: Sums, part: Sums): Sums {
  return {
    grossMinor: whole.grossMinor - part.grossMinor,
    ownMinor: whole.ownMinor - part.ownMinor,
  };
}

/** A guarantee's amount under each measure. */
export function measured(commitment: Commitment): Readonly<Record<Measure, Sums>> {
  const { reserved, undrawn, outstanding } = commitment;
  return { committed: addSums(addSums(reserved, undrawn), outstanding), reported: outstanding };
}

/** The sum over all contracts of a customer. */
export function totalSums(sums: ClassSums): Sums {
  return contractClasses.reduce((total, name) => addSums(total, sums[name]), nothing);
}

/** One who bears a part of the guaranteed sum; the first guarantor is us. */
export interface Bearer {
  readonly shareBps: number;
  readonly role: string;
}

/** An amount with our own part of it, rounded as the ledger will round it. @throws RangeError without a guarantor */
export function sumsOf(grossMinor: number, bearers: readonly Bearer[]): Sums {
  const ours = bearers.findIndex(({ role }) => role === 'guarantor');
  const parts = splitByShares(
    grossMinor,
    bearers.map(({ shareBps }) => shareBps),
  );
  const ownMinor = parts[ours];
  if (ownMinor === undefined) throw new RangeError('nobody of those who bear it is the guarantor');
  return { grossMinor, ownMinor };
}

/**
 * What the application says of the contract's kind: by its product's class, else by the applicant. The more lenient weight
 * of a small firm of a farmer's is taken.
 */
export function contractClassOf(
  facts: Pick<IntakeFacts, 'enterpriseSize' | 'farmer' | 'productClass' | 'bondIssuerRating'>,
): ContractClass {
  if (facts.productClass === 'housing') return 'housing';
  if (facts.productClass === 'bond') return isDoubleA(facts.bondIssuerRating) ? 'bond' : 'other';
  if (facts.enterpriseSize === 'micro' || facts.enterpriseSize === 'small') return 'smallMicro';
  return facts.farmer ? 'farmer' : 'other';
}

function isDoubleA(rating: string | undefined): boolean {
  return rating === 'AA' || rating === 'AA+' || rating === 'AAA';
}
