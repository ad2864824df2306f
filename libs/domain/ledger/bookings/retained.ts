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
  else booking.post('memoCounter', 'bankRetained', -difference, cell);
}
