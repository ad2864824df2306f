import {
  addSums,
  lessSums,
  measured,
  measures,
  totalSums,
  type ClassSums,
  type Commitment,
  type ContractClass,
  type CustomerUse,
  type Measure,
  type Sums,
} from './amounts.js';
import { thresholdBases, weigh, type Hundredths, type ThresholdBasis } from './weights.js';

/** What a book, or a customer's part of it, comes to under one measure. */
export interface BookSums {
  readonly weighted: Readonly<Record<ThresholdBasis, Hundredths>>;
  readonly balanceMinor: number;
  /** Of small and micro firms and farmers, unweighted: for the 15 times of art. 15. */
  readonly smallBalanceMinor: number;
  readonly customers: number;
  readonly smallCustomers: number;
}

export type BookUse = Readonly<Record<Measure, BookSums>>;

/** Concentration of a group of related debtors. */
export type GroupUse = Readonly<Record<Measure, Readonly<Record<ThresholdBasis, Hundredths>>>>;

/** Unweighted use of a cap of the book's own. */
export type CapUse = Readonly<Record<Measure, Sums>>;

/** What a customer adds to its book. */
export function bookUseOf(customer: CustomerUse): BookUse {
  return byMeasure((measure) => bookSumsOf(customer[measure]));
}

function bookSumsOf(sums: ClassSums): BookSums {
  const { grossMinor } = totalSums(sums);
  const smallBalanceMinor = sums.smallMicro.grossMinor + sums.farmer.grossMinor;
  return {
    weighted: byBasis((basis) => weigh(sums, basis).leverage),
    balanceMinor: grossMinor,
    smallBalanceMinor,
    customers: grossMinor > 0 ? 1 : 0,
    smallCustomers: smallBalanceMinor > 0 ? 1 : 0,
  };
}

/** What a customer adds to its group, and what one debtor comes to by itself (art. 16). */
export function concentrationOf(customer: CustomerUse): GroupUse {
  return byMeasure((measure) =>
    byBasis((basis) => weigh(customer[measure], basis).concentration),
  );
}

/** What happens to every sum when one guarantee goes over to another commitment. */
export interface Change {
  readonly customer: CustomerUse;
  readonly concentration: GroupUse;
  readonly book: BookUse;
  readonly cap: CapUse;
}

/** The customer after the move, and what the move adds to customer, group, caps and book. May be negative. */
export function changeOf(
  customer: CustomerUse,
  of: ContractClass,
  from: Commitment,
  to: Commitment,
): Change {
  const cap = byMeasure((measure) => lessSums(measured(to)[measure], measured(from)[measure]));
  const after = byMeasure((measure) => ({
    ...customer[measure],
    [of]: addSums(customer[measure][of], cap[measure]),
  }));
  return {
    customer: after,
    concentration: lessUse(concentrationOf(after), concentrationOf(customer)),
    book: lessUse(bookUseOf(after), bookUseOf(customer)),
    cap,
  };
}

/** Adds uses of one shape. */
export function addUse<Use extends object>(one: Use, other: Use): Use {
  return combine(one, other, (left, right) => left + right);
}

export function lessUse<Use extends object>(one: Use, other: Use): Use {
  return combine(one, other, (left, right) => left - right);
}

function combine<Use extends object>(
  one: Use,
  other: Use,
  by: (left: number, right: number) => number,
): Use {
  const entries = Object.entries(one).map(([name, left]: [string, unknown]) => {
    const right = (other as Record<string, unknown>)[name];
    return typeof left === 'number'
      ? [name, by(left, right as number)]
      : [name, combine(left as object, right as object, by)];
  });
  return Object.fromEntries(entries) as Use;
}

function byMeasure<Value>(of: (measure: Measure) => Value): Record<Measure, Value> {
  return Object.fromEntries(measures.map((measure) => [measure, of(measure)])) as Record<
    Measure,
    Value
  >;
}

function byBasis<Value>(of: (basis: ThresholdBasis) => Value): Record<ThresholdBasis, Value> {
  return Object.fromEntries(thresholdBases.map((basis) => [basis, of(basis)])) as Record<
    ThresholdBasis,
    Value
  >;
}
