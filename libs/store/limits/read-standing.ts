import { noCommitment, noCustomerUse, type Commitment } from '#domain/limits/amounts';
import type { LimitedGuarantee, Standing } from '#domain/limits/standing';
import {
  capDimensions,
  type BookBasis,
  type Cap,
  type CapDimension,
  type CapPlaces,
  type RuleRates,
} from '#domain/limits/terms';
import type { ThresholdBasis } from '#domain/limits/weights';
import type { Queryable } from '../queryable.js';
import { bookUseOf, capUseOf, customerUseOf, groupUseOf, type Vector } from './vectors.js';

type CapRow = readonly [
  dimension: CapDimension,
  key: string,
  counts: Cap['counts'],
  amountMinor: number | null,
  ofNetAssetsBps: number | null,
  use: Vector | null,
  warningBps: number | null,
  stopBps: number | null,
];

type CommitmentRow = readonly [
  reservedGrossMinor: number,
  reservedOwnMinor: number,
  undrawnGrossMinor: number,
  undrawnOwnMinor: number,
  outstandingGrossMinor: number,
  outstandingOwnMinor: number,
  reservedUntil: string | null,
];

/** What `aval.limit_standing` answers. */
interface StandingRow {
  readonly basis: readonly [
    netAssetsMinor: number | null,
    holdingsMinor: number,
    thresholdBasis: ThresholdBasis,
    reservationDays: number,
    nearBps: number,
    stopBps: number | null,
    ruleRates: RuleRates,
  ];
  readonly commitment: CommitmentRow | null;
  readonly customer: readonly [version: number, use: Vector] | null;
  readonly group: readonly [id: number, ...use: Vector] | null;
  readonly book: Vector | null;
  readonly caps: readonly CapRow[] | null;
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

/** `debtor`: the customer and its group; `whole`: the sums of book and caps too; `contended`: the customer's locked. */
export type Reading = 'debtor' | 'whole' | 'contended';

/**
 * Reads what the limits of a guarantee are judged on, in one round trip; nothing for a book that is under no limits.
 * Until the transaction ends the book's net assets and caps stay as they were read.
 */
export async function readStanding(
  tx: Queryable,
  { book, number, customer, places }: Omit<LimitedGuarantee, 'class' | 'controlsGuarantor'>,
  reading: Reading,
): Promise<FoundStanding | null> {
  const { rows } = await tx.query<{ found: StandingRow | null }>({
    name: 'limit_standing',
    text: 'select aval.limit_standing($1, $2, $3, $4, $5, $6) as found',
    values: [
      book,
      number,
      customer,
      placesOf(places),
      reading !== 'debtor',
      reading === 'contended',
    ],
  });
  const found = rows[0]?.found ?? null;
  return found === null ? null : standingOf(found);
}

/** The places in the order in which the database takes them. */
export function placesOf(places: CapPlaces): string[] {
  return capDimensions.map((dimension) => places[dimension]);
}

function standingOf({
  basis,
  commitment,
  customer,
  group,
  book,
  caps,
}: StandingRow): FoundStanding {
  return {
    standing: {
      basis: basisOf(basis),
      customer: customer === null ? noCustomerUse : customerUseOf(customer[1]),
      group: group && { id: group[0], use: groupUseOf(group.slice(1)) },
      book: book && bookUseOf(book),
      caps: (caps ?? []).map((cap) => ({ cap: capOf(cap), use: cap[5] && capUseOf(cap[5]) })),
    },
    commitment: commitment === null ? noCommitment : commitmentOf(commitment),
    isKnown: commitment !== null,
    reservedUntil: commitment?.[6] ?? null,
    customerVersion: customer?.[0] ?? 0,
  };
}

/** The dated facts of a book and its choices, as rows name them. */
export function basisOf([
  netAssetsMinor,
  holdingsMinor,
  thresholdBasis,
  reservationDays,
  nearBps,
  stopBps,
  ruleRates,
]: StandingRow['basis']): BookBasis {
  const terms = { thresholdBasis, reservationDays, nearBps, stopBps, ruleRates };
  return { netAssetsMinor, holdingsMinor, terms };
}

/** A cap of the book's own as its row says. */
export function capOf([dimension, key, counts, amountMinor, bps, , warning, stop]: CapRow): Cap {
  const limit =
    amountMinor === null
      ? { kind: 'ofNetAssets' as const, bps: bps ?? 0 }
      : { kind: 'sum' as const, amountMinor };
  return {
    dimension,
    key,
    counts,
    limit,
    ...(warning === null ? {} : { warningBps: warning }),
    ...(stop === null ? {} : { stopBps: stop }),
  };
}

function commitmentOf([gross, own, undrawn, undrawnOwn, lent, lentOwn]: CommitmentRow): Commitment {
  return {
    reserved: { grossMinor: gross, ownMinor: own },
    undrawn: { grossMinor: undrawn, ownMinor: undrawnOwn },
    outstanding: { grossMinor: lent, ownMinor: lentOwn },
  };
}
