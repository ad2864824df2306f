import type { Booking } from './booking.js';
import { bookAccessoryAccrued, bookAccessoryWaived } from './bookings/accessories.js';
import { bookClaimClosed, bookClaimed } from './bookings/claims.js';
import {
  bookDetermined,
  bookDrawn,
  bookIssued,
  bookReleased,
  bookRepaid,
  bookRepaymentClawedBack,
  bookUndrawnReleased,
} from './bookings/commitment.js';
import { bookPaidOut } from './bookings/payout.js';
import { bookMovement, bookPremiumRefunded, bookReserveSet } from './bookings/premium-and-costs.js';
import {
  bookRecovered,
  bookRecoveryClawedBack,
  bookRecoveryShared,
  bookRefundPaid,
  bookWrittenOff,
} from './bookings/recovery.js';
import { bookReimbursement } from './bookings/reimbursement.js';
import type { FactOf, ObligationFact } from './facts.js';
import { refuse, type Refused } from './refusals.js';
import { ownCell } from './sharing.js';

type Direct = Exclude<ObligationFact, { kind: 'reversed' }>;

/** Books what needs no letter (premium, deposits, costs, reserves, the issuance itself); the rest needs its terms. */
export function bookFactInto(booking: Booking, fact: Direct): Refused | null {
  if (isFinancial(fact)) return bookFinancial(booking, fact);
  const { terms } = booking.position;
  return terms === null ? refuse('notIssued') : bookUnderLetter(booking, terms, fact);
}

type Financial = Extract<
  Direct,
  {
    kind:
      | 'issued'
      | 'reserveSet'
      | `premium${string}`
      | `ceded${string}`
      | `cost${string}`
      | `deposit${string}`;
  }
>;

const isFinancial = (fact: Direct): fact is Financial =>
  /^(issued|reserveSet|premium.*|ceded.*|cost.*|deposit.*)$/.test(fact.kind);

function bookFinancial(booking: Booking, fact: Financial): Refused | null {
  const own = ownCell(booking.position);
  switch (fact.kind) {
    case 'issued':
      return bookIssued(booking, fact);
    case 'premiumAccrued':
    case 'premiumReceived':
    case 'premiumEarned':
    case 'premiumRefundOwed':
    case 'premiumRefundPaid':
    case 'costAdvanced':
    case 'costWrittenOff':
    case 'depositReceived':
    case 'depositReturned':
    case 'depositPlaced':
    case 'depositPlacedReturned':
      return bookMovement(booking, own, fact);
    case 'premiumCeded':
    case 'cededPremiumReturned':
    case 'cededPremiumPaid':
    case 'cededPremiumReturnReceived':
      return bookMovement(booking, { ...own, party: fact.party }, fact);
    case 'premiumRefunded':
      return bookPremiumRefunded(booking, own, fact);
    case 'reserveSet':
      return bookReserveSet(booking, own, fact);
  }
}

function bookUnderLetter(
  booking: Booking,
  terms: FactOf<'issued'>,
  fact: Exclude<Direct, Financial>,
): Refused | null {
  switch (fact.kind) {
    case 'drawn':
      return bookDrawn(booking, terms, fact);
    case 'undrawnReleased':
      return bookUndrawnReleased(booking, terms, fact);
    case 'repaid':
      return bookRepaid(booking, terms, fact);
    case 'determined':
      return bookDetermined(booking, terms);
    case 'released':
      return bookReleased(booking, terms, fact);
    case 'claimed':
      return bookClaimed(booking, terms, fact);
    case 'claimRejected':
    case 'claimWithdrawn':
    case 'claimSettled':
      return bookClaimClosed(booking, fact);
    case 'paidOut':
      return bookPaidOut(booking, terms, fact);
    case 'reimbursementRequested':
    case 'reimbursementReceived':
    case 'reimbursementRefused':
      return bookReimbursement(booking, terms, fact);
    case 'recovered':
    case 'recoveredAfterWriteOff':
      return bookRecovered(booking, terms, fact);
    case 'recoveryShared':
      return bookRecoveryShared(booking, terms, fact);
    case 'writtenOff':
      return bookWrittenOff(booking, terms, fact);
    case 'clawedBack':
      return fact.of === 'repayment'
        ? bookRepaymentClawedBack(booking, terms, fact)
        : bookRecoveryClawedBack(booking, terms, fact);
    case 'refundPaid':
      return bookRefundPaid(booking, fact);
    case 'accessoryAccrued':
      return bookAccessoryAccrued(booking, terms, fact);
    case 'accessoryWaived':
      return bookAccessoryWaived(booking, terms, fact);
    case 'bankruptcyAccepted':
      return booking.position.bankruptcyAcceptedOn === null ? null : refuse('alreadyBankrupt');
  }
}
