import { createHash } from 'node:crypto';
import type { Bearer, Commitment } from '#domain/limits/amounts';
import { judgeMove, type HeadroomRefusal } from '#domain/limits/judge';
import type { CapRates } from '#domain/limits/rates';
import { ceilingOf, isMainlySmall } from '#domain/limits/rules';
import { moveOf, type LimitedGuarantee, type Standing } from '#domain/limits/standing';
import {
  capLimit,
  decree683,
  leverageLimit,
  partOfNetAssets,
  ratesOf,
  ratesOfRule,
} from '#domain/limits/terms';
import { addBookUse, type Change } from '#domain/limits/uses';
import type { Hundredths } from '#domain/limits/weights';
import type { Queryable } from '../queryable.js';
import { placesOf, readStanding, type FoundStanding, type Reading } from './read-standing.js';
import { bookVector, capVector, commitmentVector, customerVector, groupVector } from './vectors.js';

/** What a move leaves: taken, refused by rule, or nothing, for a book that is under no limits. */
export type Moved =
  | {
      readonly kind: 'taken';
      readonly netAssetsMissing: boolean;
      /** More is committed than before. */
      readonly grew: boolean;
    }
  | HeadroomRefusal
  | { readonly kind: 'outside' };

/** Where a guarantee's commitment goes. Told the present one, it says the next; the same again changes nothing. */
export type NextCommitment = (now: FoundStanding) => {
  readonly to: Commitment;
  readonly reservedUntil: string | null;
};

const MOST_ATTEMPTS = 50;

/**
 * Moves a guarantee to its next commitment in the caller's transaction. It reads without locks, judges the debtor
 * purely, then takes in one statement, which holds the rows of customer, group, caps and book until the transaction
 * ends. Where that does not do (another came between, a stripe is used up) it begins again with the whole standing.
 * Without bearers nothing is refused: what the ledger has booked is so.
 */
export async function moveCommitment(
  tx: Queryable,
  guarantee: LimitedGuarantee,
  next: NextCommitment,
  bearers: readonly Bearer[] | null,
  first: Reading = 'debtor',
): Promise<Moved> {
  let answer: Answer | undefined;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const found = await readStanding(
      tx,
      guarantee,
      answer === undefined ? first : readingAfter(answer),
    );
    if (found === null) return { kind: 'outside' };
    const move = { ...next(found), from: found.commitment };
    const judged = judge(found, guarantee, move, bearers);
    if (judged.kind === 'fits') {
      const { change, netAssetsMissing } = judged;
      const grew = change.cap.committed.grossMinor > 0;
      const taking = {
        ...move,
        change,
        isChecked: bearers !== null,
        isScarce: answer === 'scarce',
      };
      answer = await take(tx, guarantee, found, taking);
      if (answer === 'taken') return { kind: 'taken', netAssetsMissing, grew };
    } else if (found.standing.book !== null) return judged;
    else answer = 'exceeded';
  }
  throw new Error(`${guarantee.number}: its limits changed again and again; tried too often`);
}

type Answer = 'taken' | 'stale' | 'scarce' | 'exceeded';

function readingAfter(answer: Answer): Reading {
  return answer === 'stale' ? 'contended' : 'whole';
}

interface Move {
  readonly from: Commitment;
  readonly to: Commitment;
  readonly reservedUntil: string | null;
}

function judge(
  { standing }: FoundStanding,
  guarantee: LimitedGuarantee,
  { from, to }: Move,
  bearers: readonly Bearer[] | null,
) {
  if (bearers !== null) return judgeMove(standing, guarantee, from, to, bearers);
  const change = moveOf(standing, guarantee, from, to);
  const netAssetsMissing = standing.basis.netAssetsMinor === null;
  return { kind: 'fits' as const, change, netAssetsMissing };
}

interface Taking extends Move {
  readonly change: Change;
  readonly isChecked: boolean;
  readonly isScarce: boolean;
}

async function take(
  tx: Queryable,
  guarantee: LimitedGuarantee,
  found: FoundStanding,
  { from, to, reservedUntil, change, isChecked, isScarce }: Taking,
): Promise<Answer> {
  const { standing } = found;
  const { rows } = await tx.query<{ answer: Answer }>({
    name: 'move_commitment',
    text: `select aval.move_commitment($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
      $18, $19, $20, $21, $22, $23, $24, $25, $26, $27) as answer`,
    values: [
      guarantee.book,
      guarantee.number,
      guarantee.customer,
      guarantee.class,
      placesOf(guarantee.places),
      found.isKnown ? commitmentVector(from) : null,
      commitmentVector(to),
      reservedUntil,
      stripeOf(guarantee.number),
      isChecked,
      isScarce,
      standing.basis.terms.thresholdBasis === 'gross',
      found.customerVersion,
      customerVector(change.customer),
      ...groupTaking(standing, change),
      ...capTaking(standing, change),
      ...bookTaking(standing, change),
    ],
  });
  return rows[0]?.answer ?? 'stale';
}

function groupTaking({ basis, group }: Standing, change: Change): unknown[] {
  const added = groupVector(change.concentration);
  const limit = stopped(
    partOfNetAssets(basis, decree683.relatedDebtorsBps),
    ratesOfRule(basis, 'relatedDebtors'),
  );
  return [isTouched(added) ? (group?.id ?? null) : null, added, limit];
}

/** In the order of their names, in which all lock them. Caps count whole minor units. */
function capTaking({ basis, caps }: Standing, change: Change): unknown[] {
  const added = capVector(change.cap);
  const touched = isTouched(added) ? caps.map(({ cap }) => cap) : [];
  const limits = touched.map((cap) => stopped(capLimit(basis, cap), ratesOf(basis, cap)));
  return [
    touched.map(({ dimension }) => dimension),
    touched.map(({ key }) => key),
    added,
    touched.map(({ counts }) => counts === 'gross'),
    limits.map((limit) => (limit === null ? null : Math.floor(limit / 100))),
  ];
}

function bookTaking({ basis, book }: Standing, change: Change): unknown[] {
  const added = bookVector(change.book);
  const after = book === null ? null : addBookUse(book, change.book).committed;
  const isRaised = after !== null && isMainlySmall(after);
  const rates = ratesOfRule(basis, 'leverage');
  const { leverageTimes, raisedLeverageTimes, smallBalanceBps, smallCustomersBps } = decree683;
  return [
    isTouched(added) ? added : null,
    stopped(leverageLimit(basis, leverageTimes), rates),
    stopped(leverageLimit(basis, isRaised ? raisedLeverageTimes : leverageTimes), rates),
    smallBalanceBps,
    smallCustomersBps,
  ];
}

/** What new requests may use: the taking holds to it where they are judged. */
function stopped(limit: Hundredths | null, rates: CapRates): Hundredths | null {
  return ceilingOf({ limit, rates });
}

function isTouched(vector: readonly number[]): boolean {
  return vector.some((amount) => amount !== 0);
}

/** Rows of every sum of a book and of its caps, as migration 1700000000380 has made them. */
export const stripeCount = 64;

/** Which stripe of every sum this guarantee takes from: always the same. */
function stripeOf(number: string): number {
  return createHash('sha1').update(number).digest().readUInt32BE(0) % stripeCount;
}
