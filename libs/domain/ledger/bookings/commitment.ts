import type { Booking } from '../booking.js';
import type { FactOf } from '../facts.js';
import { totalOf, type Cell } from '../position.js';
import { refuse, refuseAbove, type Refused } from '../refusals.js';
import { beneficiariesOf, shareOut, takeFrom, type Part } from '../sharing.js';

type Terms = FactOf<'issued'>;
type Outcome = Refused | null;

/** The letter is issued: all of it is undrawn. */
export function bookIssued(booking: Booking, fact: FactOf<'issued'>): Outcome {
  if (totalOf(booking.position, 'issued') > 0) return refuse('alreadyIssued');
  if (!fact.shares.some((sharer) => sharer.role === 'guarantor')) {
    return refuse('sharesWithoutGuarantor');
  }
  const banks = beneficiariesOf(fact);
  if (banks.reduce((sum, bank) => sum + bank.shareBps, 0) !== 10_000) {
    return refuse('beneficiarySharesNotWhole');
  }
  for (const part of shareOut(fact, fact.amountMinor, '')) {
    booking.post('issued', 'undrawn', part.amountMinor, part.cell);
  }
  return null;
}

/** The bank lent: what was undrawn is outstanding under the drawdown, which takes its part of what was issued along. */
export function bookDrawn(booking: Booking, terms: Terms, fact: FactOf<'drawn'>): Outcome {
  const headroom = booking.total('undrawn');
  if (fact.amountMinor > headroom) return refuseAbove('aboveUndrawn', headroom);
  for (const part of takeFrom(booking, terms, 'undrawn', fact.amountMinor)) {
    moveBetweenDrawdowns(booking, 'undrawn', 'outstanding', part, fact.drawdown);
  }
  return null;
}

export function bookUndrawnReleased(
  booking: Booking,
  terms: Terms,
  fact: FactOf<'undrawnReleased'>,
): Outcome {
  const undrawn = booking.total('undrawn');
  const amountMinor = fact.amountMinor === 'all' ? undrawn : fact.amountMinor;
  if (amountMinor > undrawn || undrawn === 0) return refuseAbove('aboveUndrawn', undrawn);
  release(booking, terms, 'undrawn', amountMinor, {});
  return null;
}

/** A repayment releases; under a maximum-amount guarantee it may be drawn again until determination (民法典 423). */
export function bookRepaid(booking: Booking, terms: Terms, fact: FactOf<'repaid'>): Outcome {
  const within = narrowed(fact);
  const outstanding = booking.total('outstanding', within);
  if (fact.amountMinor > outstanding) return refuseAbove('aboveOutstanding', outstanding);
  const revolves = terms.kindOfGuarantee === 'maximumAmount' && !booking.position.determined;
  if (!revolves) {
    release(booking, terms, 'outstanding', fact.amountMinor, within);
    return null;
  }
  for (const part of takeFrom(booking, terms, 'outstanding', fact.amountMinor, within)) {
    moveBetweenDrawdowns(booking, 'outstanding', 'undrawn', part, '');
  }
  return null;
}

export function bookDetermined(booking: Booking, terms: Terms): Outcome {
  if (terms.kindOfGuarantee !== 'maximumAmount') return refuse('notMaximumAmount');
  if (booking.position.determined) return refuse('alreadyDetermined');
  release(booking, terms, 'undrawn', booking.total('undrawn'), {});
  return null;
}

export function bookReleased(booking: Booking, terms: Terms, fact: FactOf<'released'>): Outcome {
  const within = narrowed(fact);
  const outstanding = booking.total('outstanding', within);
  const endsAll = fact.amountMinor === 'all' && fact.drawdown === undefined;
  const undrawn = endsAll ? booking.total('undrawn', within) : 0;
  const amountMinor = fact.amountMinor === 'all' ? outstanding : fact.amountMinor;
  if (amountMinor > outstanding || outstanding + undrawn === 0) {
    return refuseAbove('aboveOutstanding', outstanding);
  }
  release(booking, terms, 'outstanding', amountMinor, within);
  release(booking, terms, 'undrawn', undrawn, within);
  return null;
}

/**
 * A repayment is voided after release (a preference in the debtor's bankruptcy): the drawdown is outstanding
 * again, out of what it released; under a maximum-amount guarantee also out of what repayment gave back.
 */
export function bookRepaymentClawedBack(
  booking: Booking,
  terms: Terms,
  fact: FactOf<'clawedBack'>,
): Outcome {
  const sources: [account: 'released' | 'undrawn', drawdown: string][] = [
    ['released', fact.drawdown],
  ];
  if (terms.kindOfGuarantee === 'maximumAmount') sources.push(['undrawn', ''], ['released', '']);
  const headroom = sources.reduce(
    (sum, [account, drawdown]) => sum + booking.total(account, { drawdown }),
    0,
  );
  if (fact.amountMinor > headroom) return refuseAbove('aboveReleased', headroom);
  let left = fact.amountMinor;
  for (const [account, drawdown] of sources) {
    const amountMinor = Math.min(left, booking.total(account, { drawdown }));
    left -= amountMinor;
    for (const part of takeFrom(booking, terms, account, amountMinor, { drawdown })) {
      moveBetweenDrawdowns(booking, account, 'outstanding', part, fact.drawdown);
    }
  }
  return null;
}

type CommitmentBalance = 'undrawn' | 'outstanding' | 'released';

/** The issued part goes with the amount, so that each drawdown's identity holds by itself. */
function moveBetweenDrawdowns(
  booking: Booking,
  from: CommitmentBalance,
  to: CommitmentBalance,
  { cell, amountMinor }: Part,
  drawdown: string,
): void {
  const target: Cell = { ...cell, drawdown };
  booking.post(from, to, amountMinor, cell, target);
  booking.post('issued', 'issued', amountMinor, target, cell);
}

function release(
  booking: Booking,
  terms: Terms,
  from: 'undrawn' | 'outstanding',
  amountMinor: number,
  within: Partial<Cell>,
): void {
  for (const part of takeFrom(booking, terms, from, amountMinor, within)) {
    booking.post(from, 'released', part.amountMinor, part.cell);
  }
}

/** The drawdown and the bank that a fact names. */
export function narrowed(fact: {
  readonly drawdown?: string;
  readonly beneficiary?: string;
}): Partial<Cell> {
  return {
    ...(fact.drawdown === undefined ? {} : { drawdown: fact.drawdown }),
    ...(fact.beneficiary === undefined ? {} : { beneficiary: fact.beneficiary }),
  };
}
