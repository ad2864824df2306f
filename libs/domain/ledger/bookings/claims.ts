import { accessories, accrualAccounts, type AccountName } from '../accounts.js';
import { wholeGuarantee, type Booking } from '../booking.js';
import type { FactOf } from '../facts.js';
import type { Cell } from '../position.js';
import { refuse, refuseAbove, type Refused } from '../refusals.js';

type Terms = FactOf<'issued'>;

/**
 * The bank claims its whole loss: a memo, for a claim moves nothing of the liability. A claim needs a ground on its day:
 * something outstanding to the bank, or covered accessories that are due to it. How much of the claim is payable is
 * decided with the payout.
 */
export function bookClaimed(
  booking: Booking,
  terms: Terms,
  fact: FactOf<'claimed'>,
): Refused | null {
  if (claimCell(booking, fact.claim) !== undefined) return refuse('claimExists', fact.claim);
  if (!hasGround(booking, fact.beneficiary)) return refuse('nothingOutstanding', fact.valueDate);
  const cell = {
    ...wholeGuarantee,
    beneficiary: fact.beneficiary ?? terms.beneficiary,
    claim: fact.claim,
  };
  booking.post('claimsOpen', 'claimed', fact.amountMinor, cell);
  return null;
}

function hasGround(booking: Booking, beneficiary: string | undefined): boolean {
  const within = beneficiary === undefined ? {} : { beneficiary };
  const owed = ['outstanding', ...accessories.map((name) => accrualAccounts[name].due)] as const;
  return owed.some((account) => booking.totalThen(account, within) > 0);
}

const closings = {
  claimRejected: 'claimsRejected',
  claimWithdrawn: 'claimsWithdrawn',
  claimSettled: 'claimsSettled',
} as const satisfies Record<string, AccountName>;

/** A claim, or a part of it, is rejected, withdrawn or settled; the outstanding liability stays as it was. */
export function bookClaimClosed(
  booking: Booking,
  fact: FactOf<'claimRejected'> | FactOf<'claimWithdrawn'> | FactOf<'claimSettled'>,
): Refused | null {
  const cell = claimCell(booking, fact.claim);
  if (cell === undefined) return refuse('unknownClaim', fact.claim);
  const open = booking.balance('claimsOpen', cell);
  const amountMinor = fact.amountMinor === 'all' ? open : fact.amountMinor;
  if (amountMinor > open || open === 0) return refuseAbove('aboveOpenClaim', open);
  booking.post(closings[fact.kind], 'claimsOpen', amountMinor, cell);
  return null;
}

/** Where a claim stands, if the bank has made it. */
export function claimCell(booking: Booking, claim: string): Cell | undefined {
  const balance = booking.balances('claimed', { claim })[0];
  if (balance === undefined) return undefined;
  const { drawdown, beneficiary, party } = balance;
  return { drawdown, beneficiary, party, claim };
}

/** How much more principal may be paid under a claim: what is open or settled, less what is paid. */
export function payableUnderClaim(booking: Booking, cell: Cell): number {
  const standing = booking.balance('claimsOpen', cell) + booking.balance('claimsSettled', cell);
  return Math.max(0, standing - booking.balance('claimsPaid', cell));
}
