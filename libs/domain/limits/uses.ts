import {
  addSums,
  lessSums,
  measured,
  totalSums,
  type ClassSums,
  type Commitment,
  type ContractClass,
  type CustomerUse,
  type Measure,
  type Sums,
} from './amounts.js';
import { weigh, type Hundredths, type ThresholdBasis } from './weights.js';

type ByBasis = Readonly<Record<ThresholdBasis, Hundredths>>;

/** What a book, or a customer's part of it, comes to under one measure. */
export interface BookSums {
  readonly weighted: ByBasis;
  readonly balanceMinor: number;
  /** Of small and micro firms and farmers, unweighted: for the 15 times of art. 15. */
  readonly smallBalanceMinor: number;
  readonly customers: number;
  readonly smallCustomers: number;
}

export type BookUse = Readonly<Record<Measure, BookSums>>;

/** Concentration of a group of related debtors. */
export type GroupUse = Readonly<Record<Measure, ByBasis>>;

/** Unweighted use of a cap of the book's own. */
export type CapUse = Readonly<Record<Measure, Sums>>;

/** What a customer adds to its book. */
export function bookUseOf(customer: CustomerUse): BookUse {
  return { committed: bookSumsOf(customer.committed), reported: bookSumsOf(customer.reported) };
}

function bookSumsOf(sums: ClassSums): BookSums {
  const { grossMinor } = totalSums(sums);
  const smallBalanceMinor = sums.smallMicro.grossMinor + sums.farmer.grossMinor;
  return {
    weighted: { gross: weigh(sums, 'gross').leverage, own: weigh(sums, 'own').leverage },
    balanceMinor: grossMinor,
    smallBalanceMinor,
    customers: grossMinor > 0 ? 1 : 0,
    smallCustomers: smallBalanceMinor > 0 ? 1 : 0,
  };
}

/** What a customer adds to its group, and what one debtor comes to by itself (art. 16). */
export function concentrationOf({ committed, reported }: CustomerUse): GroupUse {
  return { committed: concentrations(committed), reported: concentrations(reported) };
}

function concentrations(sums: ClassSums): ByBasis {
  return { gross: weigh(sums, 'gross').concentration, own: weigh(sums, 'own').concentration };
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
  const [before, next] = [measured(from), measured(to)];
  const cap = {
    committed: lessSums(next.committed, before.committed),
    reported: lessSums(next.reported, before.reported),
  };
  const after: CustomerUse = {
    committed: withMore(customer.committed, of, cap.committed),
    reported: withMore(customer.reported, of, cap.reported),
  };
  return {
    customer: after,
    concentration: addGroupUse(concentrationOf(after), concentrationOf(customer), -1),
    book: addBookUse(bookUseOf(after), bookUseOf(customer), -1),
    cap,
  };
}

function withMore(sums: ClassSums, of: ContractClass, more: Sums): ClassSums {
  return { ...sums, [of]: addSums(sums[of], more) };
}

/** Adds, or takes off with `sign` −1. */
export function addBookUse(one: BookUse, other: BookUse, sign: 1 | -1 = 1): BookUse {
  const add = (measure: Measure): BookSums => {
    const [left, right] = [one[measure], other[measure]];
    return {
      weighted: addByBasis(left.weighted, right.weighted, sign),
      balanceMinor: left.balanceMinor + sign * right.balanceMinor,
      smallBalanceMinor: left.smallBalanceMinor + sign * right.smallBalanceMinor,
      customers: left.customers + sign * right.customers,
      smallCustomers: left.smallCustomers + sign * right.smallCustomers,
    };
  };
  return { committed: add('committed'), reported: add('reported') };
}

export function addGroupUse(one: GroupUse, other: GroupUse, sign: 1 | -1 = 1): GroupUse {
  return {
    committed: addByBasis(one.committed, other.committed, sign),
    reported: addByBasis(one.reported, other.reported, sign),
  };
}

export function addCapUse(one: CapUse, other: CapUse): CapUse {
  return {
    committed: addSums(one.committed, other.committed),
    reported: addSums(one.reported, other.reported),
  };
}

function addByBasis(one: ByBasis, other: ByBasis, sign: 1 | -1): ByBasis {
  return { gross: one.gross + sign * other.gross, own: one.own + sign * other.own };
}
