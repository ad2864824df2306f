import { createHash } from 'node:crypto';
import type { Bearer, Commitment } from '#domain/limits/amounts';
import { judgeMove, type HeadroomRefusal, type RuleFinding } from '#domain/limits/judge';
import { isMainlySmall } from '#domain/limits/rules';
import { moveOf, standingAfter, type LimitedGuarantee, type Standing } from '#domain/limits/standing';
import { capLimit, decree683, leverageLimit, partOfNetAssets } from '#domain/limits/terms';
import type { Change } from '#domain/limits/uses';
import type { Queryable } from '../queryable.js';
import { placesOf, readStanding, type FoundStanding } from './read-standing.js';
import { bookVector, capVector, commitmentVector, customerVector, groupVector } from './vectors.js';

/** What a move leaves: taken, refused by rule, or nothing, for a book that is under no limits. */
export type Moved =
  | {
      readonly kind: 'taken';
      readonly near: readonly RuleFinding[];
      readonly netAssetsMissing: boolean;
      readonly standing: Standing;
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
 * Moves a guarantee to its next commitment in the caller's transaction: reads without locks, judges purely, then takes
 * in one statement, which holds the rows of customer, group, caps and book until the transaction ends. Where another
 * came between reading and taking it begins again, the second time with the customer's sums locked. Without bearers
 * nothing is refused: what the ledger has booked is so.
 */
export async function moveCommitment(
  tx: Queryable,
  guarantee: LimitedGuarantee,
  next: NextCommitment,
  bearers: readonly Bearer[] | null,
): Promise<Moved> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const found = await readStanding(tx, guarantee, attempt > 0);
    if (found === null) return { kind: 'outside' };
    const move = { ...next(found), from: found.commitment };
    const judged = judge(found, guarantee, move, bearers);
    if (judged.kind === 'exceeded') return judged;
    const answer = await take(tx, guarantee, found, { ...move, ...judged }, bearers !== null);
    if (answer === 'taken') {
      const { near, netAssetsMissing } = judged;
      const standing = standingAfter(found.standing, judged.change);
      return { kind: 'taken', near, netAssetsMissing, standing };
    }
  }
  throw new Error(`${guarantee.number}: its limits changed again and again; tried too often`);
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
  return { kind: 'fits' as const, change, near: [], netAssetsMissing };
}

async function take(
  tx: Queryable,
  guarantee: LimitedGuarantee,
  found: FoundStanding,
  { from, to, reservedUntil, change }: Move & { readonly change: Change },
  isChecked: boolean,
): Promise<string> {
  const { standing } = found;
  const by = standing.basis.terms.thresholdBasis;
  const sums = sumsTouched(standing, change);
  const { rows } = await tx.query<{ answer: string }>({
    name: 'move_commitment',
    text: `select aval.move_commitment($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
      $18, $19, $20, $21, $22, $23, $24) as answer`,
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
      found.customerVersion,
      customerVector(change.customer),
      standing.group !== null && isTouched(groupVector(change.concentration))
        ? standing.group.id
        : null,
      groupVector(change.concentration),
      by === 'gross' ? 1 : 2,
      partOfNetAssets(standing.basis, decree683.relatedDebtorsBps),
      sums.map(({ dimension }) => dimension),
      sums.map(({ key }) => key),
      sums.map(({ added }) => `{${added.join(',')}}`),
      sums.map(({ judged }) => judged),
      sums.map(({ baseLimit }) => baseLimit),
      sums.map(({ limit }) => limit),
      decree683.smallBalanceBps,
      decree683.smallCustomersBps,
    ],
  });
  return rows[0]?.answer ?? 'stale';
}

interface TouchedSum {
  readonly dimension: string;
  readonly key: string;
  readonly added: readonly number[];
  /** Which of the sum's amounts is held to the limit, from one. */
  readonly judged: number;
  readonly baseLimit: number | null;
  readonly limit: number | null;
}

/** The sums that the move changes, in the order in which they are locked: caps by name, the book's last. */
function sumsTouched({ basis, ...standing }: Standing, change: Change): TouchedSum[] {
  const caps = standing.caps.map(({ cap }): TouchedSum => {
    const limit = wholeMinor(capLimit(basis, cap));
    return {
      dimension: cap.dimension,
      key: cap.key,
      added: capVector(change.cap),
      judged: cap.counts === 'gross' ? 1 : 2,
      baseLimit: limit,
      limit,
    };
  });
  const after = standingAfter({ basis, ...standing }, change).book.committed;
  const times = isMainlySmall(after) ? decree683.raisedLeverageTimes : decree683.leverageTimes;
  const book: TouchedSum = {
    dimension: 'book',
    key: '',
    added: bookVector(change.book),
    judged: basis.terms.thresholdBasis === 'gross' ? 1 : 2,
    baseLimit: leverageLimit(basis, decree683.leverageTimes),
    limit: leverageLimit(basis, times),
  };
  return [...caps, book].filter(({ added }) => isTouched(added));
}

/** Caps count unweighted amounts in minor units. */
function wholeMinor(limit: number | null): number | null {
  return limit === null ? null : Math.floor(limit / 100);
}

function isTouched(vector: readonly number[]): boolean {
  return vector.some((amount) => amount !== 0);
}

const STRIPES = 16;

/** Which stripe of every sum this guarantee takes from: always the same. */
function stripeOf(number: string): number {
  return createHash('sha1').update(number).digest().readUInt32BE(0) % STRIPES;
}
