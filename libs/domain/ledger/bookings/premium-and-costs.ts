import type { AccountName } from '../accounts.js';
import type { Booking } from '../booking.js';
import type { FactOf } from '../facts.js';
import type { Cell } from '../position.js';
import { refuse, refuseAbove, type RefusalCode, type Refused } from '../refusals.js';

/** Debit, credit, and the account that must hold the amount, if any. */
interface Movement {
  readonly debit: AccountName;
  readonly credit: AccountName;
  readonly outOf?: AccountName;
  /** The account stands below zero by what is owed to us, which is the most that can come in. */
  readonly owedToUs?: true;
  readonly above?: RefusalCode;
}

/** Facts that move one amount between two accounts. */
const movements = {
  premiumAccrued: { debit: 'premiumReceivable', credit: 'premiumUnearned' },
  premiumReceived: {
    debit: 'premiumReceived',
    credit: 'premiumReceivable',
    outOf: 'premiumReceivable',
    above: 'abovePremiumReceivable',
  },
  premiumEarned: {
    debit: 'premiumUnearned',
    credit: 'premiumEarned',
    outOf: 'premiumUnearned',
    above: 'abovePremiumUnearned',
  },
  premiumRefundOwed: {
    debit: 'premiumUnearned',
    credit: 'premiumRefundPayable',
    outOf: 'premiumUnearned',
    above: 'abovePremiumUnearned',
  },
  premiumRefundPaid: {
    debit: 'premiumRefundPayable',
    credit: 'premiumRefunded',
    outOf: 'premiumRefundPayable',
    above: 'abovePremiumRefundPayable',
  },
  premiumCeded: { debit: 'premiumCeded', credit: 'cededPremiumPayable' },
  cededPremiumReturned: {
    debit: 'cededPremiumPayable',
    credit: 'premiumCeded',
    outOf: 'premiumCeded',
    above: 'abovePremiumCeded',
  },
  // A running account: what was ordered is paid, though some of it was taken back meanwhile.
  cededPremiumPaid: { debit: 'cededPremiumPayable', credit: 'cash' },
  cededPremiumReturnReceived: {
    debit: 'cash',
    credit: 'cededPremiumPayable',
    outOf: 'cededPremiumPayable',
    owedToUs: true,
    above: 'aboveCededPremiumReceivable',
  },
  costAdvanced: { debit: 'costsAdvanced', credit: 'cash' },
  costWrittenOff: {
    debit: 'costsWrittenOff',
    credit: 'costsAdvanced',
    outOf: 'costsAdvanced',
    above: 'aboveCostsAdvanced',
  },
  depositReceived: { debit: 'cash', credit: 'depositsHeld' },
  depositReturned: {
    debit: 'depositsHeld',
    credit: 'cash',
    outOf: 'depositsHeld',
    above: 'aboveDeposits',
  },
  depositPlaced: { debit: 'depositsPlaced', credit: 'cash' },
  depositPlacedReturned: {
    debit: 'cash',
    credit: 'depositsPlaced',
    outOf: 'depositsPlaced',
    above: 'aboveDeposits',
  },
} as const satisfies Record<string, Movement>;

export type MovementKind = keyof typeof movements;

export function isMovement(kind: string): kind is MovementKind {
  return Object.hasOwn(movements, kind);
}

/** Premium, costs and deposits: one amount from one account to another, never more than stands there. */
export function bookMovement(
  booking: Booking,
  own: Cell,
  fact: FactOf<MovementKind>,
): Refused | null {
  const movement: Movement = movements[fact.kind];
  const sign = movement.owedToUs === true ? -1 : 1;
  const standing =
    movement.outOf === undefined
      ? Number.MAX_SAFE_INTEGER
      : sign * booking.balance(movement.outOf, own);
  const amountMinor = fact.amountMinor === 'all' ? standing : fact.amountMinor;
  if (amountMinor > standing || standing <= 0) {
    return refuseAbove(movement.above ?? 'zeroAmount', Math.max(0, standing));
  }
  booking.post(movement.debit, movement.credit, amountMinor, own);
  return null;
}

/** What is not earned is given up: first what is still receivable, then money back, never more than came in. */
export function bookPremiumRefunded(
  booking: Booking,
  own: Cell,
  fact: FactOf<'premiumRefunded'>,
): Refused | null {
  const unearned = booking.balance('premiumUnearned', own);
  if (fact.amountMinor > unearned) return refuseAbove('abovePremiumUnearned', unearned);
  const receivable = Math.min(fact.amountMinor, booking.balance('premiumReceivable', own));
  booking.post('premiumUnearned', 'premiumReceivable', receivable, own);
  booking.post('premiumUnearned', 'premiumRefunded', fact.amountMinor - receivable, own);
  return null;
}

/** Sets a reserve of the book to a level; the difference is charged or set free. */
export function bookReserveSet(
  booking: Booking,
  own: Cell,
  fact: FactOf<'reserveSet'>,
): Refused | null {
  const difference = fact.levelMinor - booking.balance(fact.reserve, own);
  if (difference === 0) return refuse('reserveUnchanged');
  if (difference > 0) booking.post('reserveCharge', fact.reserve, difference, own);
  else booking.post(fact.reserve, 'reserveCharge', -difference, own);
  return null;
}
