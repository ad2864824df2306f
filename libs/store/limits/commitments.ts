import { nothing, sumsOf, type Bearer, type Commitment, type Sums } from '#domain/limits/amounts';
import type { LimitedGuarantee } from '#domain/limits/standing';
import type { ObligationPosition } from '#domain/ledger/position';
import { totalOf } from '#domain/ledger/position';
import type { Queryable } from '../queryable.js';
import { moveCommitment, type Moved } from './move-commitment.js';
import type { Reading } from './read-standing.js';

/**
 * Reserves headroom for a guaranteed amount until a day on the case's clock, or refuses and leaves everything. Asked for
 * the `whole` first, what is reserved already is judged again with it.
 */
export function reserveHeadroom(
  tx: Queryable,
  guarantee: LimitedGuarantee,
  asked: {
    readonly amountMinor: number;
    readonly bearers: readonly Bearer[];
    readonly until: string;
  },
  first: Reading = 'debtor',
): Promise<Moved> {
  const reserved = sumsOf(asked.amountMinor, asked.bearers);
  return moveCommitment(
    tx,
    guarantee,
    ({ commitment }) => ({ to: { ...commitment, reserved }, reservedUntil: asked.until }),
    asked.bearers,
    first,
  );
}

/** Gives a reservation back: the case ended unissued, or its day has passed. */
export function giveBackHeadroom(tx: Queryable, guarantee: LimitedGuarantee): Promise<Moved> {
  return moveCommitment(
    tx,
    guarantee,
    ({ commitment }) => ({ to: { ...commitment, reserved: nothing }, reservedUntil: null }),
    null,
  );
}

/**
 * Lets the commitment follow the ledger, whatever it has booked: an issued letter consumes the reservation, repayment
 * and release free headroom, a repayment clawed back takes it again, above the limits if need be.
 */
export function followLedger(
  tx: Queryable,
  guarantee: LimitedGuarantee,
  position: ObligationPosition,
): Promise<Moved> {
  const owed = owedBy(position);
  return moveCommitment(
    tx,
    guarantee,
    ({ commitment, reservedUntil }) =>
      position.terms === null
        ? { to: { ...commitment, ...owed }, reservedUntil }
        : { to: { ...owed, reserved: nothing }, reservedUntil: null },
    null,
  );
}

/** What is undrawn and outstanding under a letter, in all and as our own part. */
export function owedBy(position: ObligationPosition): Pick<Commitment, 'undrawn' | 'outstanding'> {
  const ours = position.terms?.shares.find(({ role }) => role === 'guarantor')?.party;
  const sums = (account: 'undrawn' | 'outstanding'): Sums => ({
    grossMinor: totalOf(position, account),
    ownMinor: ours === undefined ? 0 : totalOf(position, account, { party: ours }),
  });
  return { undrawn: sums('undrawn'), outstanding: sums('outstanding') };
}
