import type { Commitment, ContractClass, CustomerUse } from './amounts.js';
import type { BookBasis, Cap, CapPlaces } from './terms.js';
import {
  addBookUse,
  addCapUse,
  addGroupUse,
  changeOf,
  type BookUse,
  type CapUse,
  type Change,
  type GroupUse,
} from './uses.js';

/**
 * All that is known when the limits of one guarantee are judged. The sums of the book and of its caps are `null` where
 * they were not read: then only the debtor and its group are judged, and the taking itself keeps the rest.
 */
export interface Standing {
  readonly basis: BookBasis;
  readonly customer: CustomerUse;
  /** The group of related debtors; `null` for a customer without declared relations. */
  readonly group: { readonly id: number; readonly use: GroupUse } | null;
  readonly book: BookUse | null;
  /** The book's own caps that the guarantee is under. */
  readonly caps: readonly { readonly cap: Cap; readonly use: CapUse | null }[];
}

/** A guarantee as the limits see it. */
export interface LimitedGuarantee {
  readonly number: string;
  readonly book: string;
  /** The applicant's party. */
  readonly customer: number;
  readonly class: ContractClass;
  readonly places: CapPlaces;
  /** The applicant is the guarantor's controlling shareholder or actual controller (art. 17). */
  readonly controlsGuarantor: boolean;
}

/** The standing with one guarantee's commitment changed: nothing is judged here. */
export function standingAfter(standing: Standing, change: Change): Standing {
  return {
    ...standing,
    customer: change.customer,
    group: standing.group && {
      ...standing.group,
      use: addGroupUse(standing.group.use, change.concentration),
    },
    book: standing.book && addBookUse(standing.book, change.book),
    caps: standing.caps.map(({ cap, use }) => ({ cap, use: use && addCapUse(use, change.cap) })),
  };
}

/** What a move of this guarantee from one commitment to another does to the standing. */
export function moveOf(
  standing: Standing,
  guarantee: Pick<LimitedGuarantee, 'class'>,
  from: Commitment,
  to: Commitment,
): Change {
  return changeOf(standing.customer, guarantee.class, from, to);
}
