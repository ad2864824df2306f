import { noCommitment, noCustomerUse, type Commitment } from '#domain/limits/amounts';
import type { LimitedGuarantee, Standing } from '#domain/limits/standing';
import { capDimensions, type Cap, type CapDimension, type CapPlaces } from '#domain/limits/terms';
import type { ThresholdBasis } from '#domain/limits/weights';
import type { Queryable } from '../queryable.js';
import { bookUseOf, capUseOf, customerUseOf, groupUseOf, type Vector } from './vectors.js';

interface CapRow {
  readonly dimension: CapDimension;
  readonly key: string;
  readonly counts: Cap['counts'];
  readonly amountMinor: number | null;
  readonly bps: number | null;
}

/** What `aval.limit_standing` answers. */
interface StandingRow {
  readonly basis: {
    readonly netAssetsMinor: number | null;
    readonly holdingsMinor: number;
    readonly thresholdBasis: ThresholdBasis;
    readonly reservationDays: number;
    readonly nearBps: number;
  };
  readonly commitment: CommitmentRow | null;
  readonly customer: {
    readonly version: number;
    readonly use: Vector;
    readonly group: { readonly id: number; readonly use: Vector } | null;
  } | null;
  readonly book: Vector;
  readonly caps: readonly (CapRow & { readonly use: Vector })[] | null;
}

interface CommitmentRow {
  readonly reserved_gross_minor: number;
  readonly reserved_own_minor: number;
  readonly undrawn_gross_minor: number;
  readonly undrawn_own_minor: number;
  readonly outstanding_gross_minor: number;
  readonly outstanding_own_minor: number;
  readonly reserved_until: string | null;
}

/** A guarantee's commitment as it stands, and the standing that it is judged on. */
export interface FoundStanding {
  readonly standing: Standing;
  readonly commitment: Commitment;
  /** False where the guard has never heard of this guarantee. */
  readonly isKnown: boolean;
  readonly reservedUntil: string | null;
  /** Of the customer's sums: a move is refused as stale where they have changed since. */
  readonly customerVersion: number;
}

/**
 * Reads all that the limits of a guarantee are judged on, in one round trip; nothing for a book that is under no
 * limits. `isContended` locks the customer's sums until the transaction ends.
 */
export async function readStanding(
  tx: Queryable,
  { book, number, customer, places }: Omit<LimitedGuarantee, 'class' | 'controlsGuarantor'>,
  isContended = false,
): Promise<FoundStanding | null> {
  const { rows } = await tx.query<{ found: StandingRow | null }>({
    name: 'limit_standing',
    text: 'select aval.limit_standing($1, $2, $3, $4, $5) as found',
    values: [book, number, customer, placesOf(places), isContended],
  });
  const found = rows[0]?.found ?? null;
  return found === null ? null : standingOf(found);
}

/** The places in the order in which the database takes them. */
export function placesOf(places: CapPlaces): string[] {
  return capDimensions.map((dimension) => places[dimension]);
}

function standingOf(row: StandingRow): FoundStanding {
  const { thresholdBasis, reservationDays, nearBps, netAssetsMinor, holdingsMinor } = row.basis;
  const group = row.customer?.group ?? null;
  return {
    standing: {
      basis: {
        netAssetsMinor,
        holdingsMinor,
        terms: { thresholdBasis, reservationDays, nearBps },
      },
      customer: row.customer === null ? noCustomerUse : customerUseOf(row.customer.use),
      group: group && { id: group.id, use: groupUseOf(group.use) },
      book: bookUseOf(row.book),
      caps: (row.caps ?? []).map((cap) => ({ cap: capOf(cap), use: capUseOf(cap.use) })),
    },
    commitment: row.commitment === null ? noCommitment : commitmentOf(row.commitment),
    isKnown: row.commitment !== null,
    reservedUntil: row.commitment?.reserved_until ?? null,
    customerVersion: row.customer?.version ?? 0,
  };
}

/** A cap of the book's own as its row says. */
export function capOf({ dimension, key, counts, amountMinor, bps }: CapRow): Cap {
  const limit =
    amountMinor === null
      ? { kind: 'ofNetAssets' as const, bps: bps ?? 0 }
      : { kind: 'sum' as const, amountMinor };
  return { dimension, key, counts, limit };
}

export function commitmentOf(row: CommitmentRow): Commitment {
  return {
    reserved: { grossMinor: row.reserved_gross_minor, ownMinor: row.reserved_own_minor },
    undrawn: { grossMinor: row.undrawn_gross_minor, ownMinor: row.undrawn_own_minor },
    outstanding: { grossMinor: row.outstanding_gross_minor, ownMinor: row.outstanding_own_minor },
  };
}
