import { bookFact } from '#domain/ledger/book-fact';
import { readFact } from '#domain/ledger/fact-shape';
import type { ObligationFact } from '#domain/ledger/facts';
import type { Line, ObligationPosition } from '#domain/ledger/position';
import { refuse, type Refused } from '#domain/ledger/refusals';
import type { Queryable } from '../queryable.js';
import { lockPosition, type FirstResult } from './read-position.js';

/** The entry of a fact. Posting the same fact again gives the same entry, with `isRepeated`. */
export interface Booked {
  readonly kind: 'booked';
  readonly entry: number;
  /** The instant of booking, as the database's clock said. */
  readonly bookedAt: string;
  /** The first day of an open period, not before the value date. */
  readonly accountedOn: string;
  readonly isRepeated: boolean;
  /** Empty for a repeated fact: what it booked is in the ledger already. */
  readonly lines: readonly Line[];
  /** The guarantee's money after the fact; for a repeated one, as it stands now. */
  readonly position: ObligationPosition;
}

/**
 * Books a fact inside the caller's transaction: locks the guarantee's money, decides purely, posts the entry.
 * A refused fact leaves nothing, and the transaction goes on. The same reference again gives the first result;
 * with another content it is refused as `referenceReused`. Two guarantees in one transaction: post in the order
 * of their numbers, for each is locked until the end.
 */
export async function postFact(
  tx: Queryable,
  fact: ObligationFact,
  by: { readonly eventId?: string; readonly product?: string } = {},
): Promise<Booked | Refused> {
  const reading = readFact(fact);
  if (reading.kind === 'malformed') return refuse('malformedFact', reading.problems.join('; '));
  const { position, later, first, toReverse, product } = await lockPosition(tx, fact);
  if (first !== null) return repeated(first, position, fact.reference);
  const outcome = bookFact(position, fact, later, toReverse);
  if (outcome.kind === 'refused') return outcome;
  const entry = await insertEntry(tx, fact, outcome.lines, {
    product: by.product ?? outcome.position.terms?.product ?? product,
    eventId: by.eventId ?? null,
    reverses: fact.kind === 'reversed' ? (toReverse?.id ?? null) : null,
  });
  // Another guarantee of the book took the reference in the meantime.
  if (entry === null) return refuse('referenceReused', fact.reference);
  return {
    kind: 'booked',
    entry: entry.id,
    bookedAt: entry.bookedAt,
    accountedOn: entry.accountedOn,
    isRepeated: false,
    lines: outcome.lines,
    position: outcome.position,
  };
}

function repeated(
  first: FirstResult,
  position: ObligationPosition,
  reference: string,
): Booked | Refused {
  if (!first.same) return refuse('referenceReused', reference);
  const { id, bookedAt, accountedOn } = first;
  return {
    kind: 'booked',
    entry: id,
    bookedAt,
    accountedOn,
    isRepeated: true,
    lines: [],
    position,
  };
}

async function insertEntry(
  tx: Queryable,
  fact: ObligationFact,
  lines: readonly Line[],
  by: {
    readonly product: string;
    readonly eventId: string | null;
    readonly reverses: number | null;
  },
): Promise<Omit<FirstResult, 'same'> | null> {
  const { rows } = await tx.query<{ posted: Omit<FirstResult, 'same'> | null }>({
    name: 'post_ledger_entry',
    text: 'select aval.post_ledger_entry($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as posted',
    values: [
      JSON.stringify(fact),
      by.product,
      by.eventId,
      by.reverses,
      ...columns.map((column) => lines.map((line) => line[column])),
    ],
  });
  return rows[0]?.posted ?? null;
}

const columns = [
  'account',
  'drawdown',
  'beneficiary',
  'party',
  'claim',
  'debitMinor',
  'creditMinor',
] as const satisfies readonly (keyof Line)[];
