import { accrualAccounts } from '../accounts.js';
import type { Booking } from '../booking.js';
import type { FactOf } from '../facts.js';
import { refuse, refuseAbove, type Refused } from '../refusals.js';
import { shareOut, takeFrom } from '../sharing.js';
import { accrualRoom } from './payout.js';

type Terms = FactOf<'issued'>;

/** A covered accessory accrues, up to its cap, until the debtor's bankruptcy is accepted (担保制度解释 22). */
export function bookAccessoryAccrued(
  booking: Booking,
  terms: Terms,
  fact: FactOf<'accessoryAccrued'>,
): Refused | null {
  const stopped = booking.position.bankruptcyAcceptedOn;
  if (stopped !== null && fact.valueDate >= stopped) return refuse('accrualStopped', stopped);
  const room = accrualRoom(booking, terms, fact.accessory);
  if (fact.amountMinor > room) return refuseAbove('aboveAccessoryCap', room);
  const { accrued, due } = accrualAccounts[fact.accessory];
  for (const part of shareOut(terms, fact.amountMinor, fact.drawdown)) {
    booking.post(accrued, due, part.amountMinor, part.cell);
  }
  return null;
}

/** What accrued is paid by the debtor or given up: it is due no longer. */
export function bookAccessoryWaived(
  booking: Booking,
  terms: Terms,
  fact: FactOf<'accessoryWaived'>,
): Refused | null {
  const { due, waived } = accrualAccounts[fact.accessory];
  const within = { drawdown: fact.drawdown };
  const standing = booking.total(due, within);
  const amountMinor = fact.amountMinor === 'all' ? standing : fact.amountMinor;
  if (amountMinor > standing || standing === 0) return refuseAbove('aboveAccessoryDue', standing);
  for (const part of takeFrom(booking, terms, due, amountMinor, within)) {
    booking.post(due, waived, part.amountMinor, part.cell);
  }
  return null;
}
