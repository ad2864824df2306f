import { halfUpShare } from '../../money/half-up.js';
import { wholeGuarantee, type Booking } from '../booking.js';
import type { FactOf } from '../facts.js';

/** Keeps the memo of the bank's own risk in step with what is outstanding: never issued, never ours. */
export function bookRetained(booking: Booking, terms: FactOf<'issued'> | null): void {
  if (terms?.retainedMinor === undefined) return;
  const outstanding = booking.total('outstanding');
  const retained = halfUpShare(outstanding, terms.retainedMinor, terms.amountMinor);
  const cell = { ...wholeGuarantee, beneficiary: terms.beneficiary, party: terms.beneficiary };
  const difference = retained - booking.balance('bankRetained', cell);
  if (difference > 0) booking.post('bankRetained', 'memoCounter', difference, cell);
  else {
    // Roundings of days after the fact's own: what stands there only later waits for the next fact.
    const standing = Math.max(0, booking.lowest('bankRetained', cell));
    booking.post('memoCounter', 'bankRetained', Math.min(-difference, standing), cell);
  }
}
