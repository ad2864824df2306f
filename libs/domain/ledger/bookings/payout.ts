import { halfUpShare } from '../../money/half-up.js';
import { splitByShares, splitWithin } from '../../money/split.js';
import { accessories, accrualAccounts, components, type Accessory } from '../accounts.js';
import type { Booking } from '../booking.js';
import type { FactOf } from '../facts.js';
import { refuse, refuseAbove, type Refused } from '../refusals.js';
import { leadOf, partsByParty, shareOut, takeFrom, type Part } from '../sharing.js';
import { claimCell, payableUnderClaim } from './claims.js';
import { narrowed } from './commitment.js';

type Terms = FactOf<'issued'>;
type Payout = FactOf<'paidOut'>;
type Accessories = Partial<Record<Accessory, number>>;

/** The payout of a claim: we advance all of it, and each sharer bears its part. */
export function bookPaidOut(booking: Booking, terms: Terms, fact: Payout): Refused | null {
  const covered = accessoriesOf(fact);
  const refused =
    refusePrincipal(booking, fact) ??
    refuseAboveCap(booking, terms, fact, covered) ??
    refuseAccessories(booking, terms, fact, covered) ??
    refuseBorne(terms, fact);
  if (refused !== null) return refused;
  payPrincipal(booking, terms, fact);
  for (const accessory of accessories) {
    payAccessory(booking, terms, fact, accessory, covered[accessory] ?? 0);
  }
  return null;
}

/** The accessories of a payout by kind; unnamed ones are interest. */
export function accessoriesOf(fact: Payout): Accessories {
  return fact.accessories ?? { interest: fact.accessoryMinor ?? 0 };
}

const sumOf = (covered: Accessories) =>
  accessories.reduce((sum, accessory) => sum + (covered[accessory] ?? 0), 0);

function refusePrincipal(booking: Booking, fact: Payout): Refused | null {
  if (fact.principalMinor + sumOf(accessoriesOf(fact)) === 0) return refuse('zeroAmount');
  const claim = claimCell(booking, fact.claim);
  if (claim === undefined) return refuse('unknownClaim', fact.claim);
  const outstanding = booking.total('outstanding', narrowed(fact));
  if (fact.principalMinor > outstanding) return refuseAbove('aboveOutstanding', outstanding);
  const payable = payableUnderClaim(booking, claim);
  return fact.principalMinor > payable ? refuseAbove('aboveClaim', payable) : null;
}

function refuseAboveCap(
  booking: Booking,
  terms: Terms,
  fact: Payout,
  covered: Accessories,
): Refused | null {
  if (terms.capCovers !== 'all') return null;
  const paid = Object.values(components).reduce(
    (sum, component) => sum + booking.total(component.paidOut),
    0,
  );
  const headroom = terms.amountMinor - paid;
  const asked = fact.principalMinor + sumOf(covered);
  return asked > headroom ? refuseAbove('aboveCap', headroom) : null;
}

function refuseAccessories(
  booking: Booking,
  terms: Terms,
  fact: Payout,
  covered: Accessories,
): Refused | null {
  for (const accessory of accessories) {
    const asked = covered[accessory] ?? 0;
    const due = booking.total(accrualAccounts[accessory].due, narrowed(fact));
    const fresh = asked - due;
    if (fresh <= 0) continue;
    if (booking.position.bankruptcyAcceptedOn !== null) return refuseAbove('accrualStopped', due);
    const room = accrualRoom(booking, terms, accessory);
    if (fresh > room) return refuseAbove('aboveAccessoryCap', due + room);
  }
  return null;
}

/** How much more of a covered accessory may accrue under its cap. */
export function accrualRoom(booking: Booking, terms: Terms, accessory: Accessory): number {
  const cap = terms.accessoryCapsMinor?.[accessory];
  if (cap === undefined) return Number.MAX_SAFE_INTEGER;
  const { accrued, waived } = accrualAccounts[accessory];
  return Math.max(0, cap - booking.total(accrued) + booking.total(waived));
}

function refuseBorne(terms: Terms, fact: Payout): Refused | null {
  if (fact.borne === undefined) return null;
  const stranger = fact.borne.find(
    ({ party }) => !terms.shares.some((sharer) => sharer.party === party),
  );
  if (stranger !== undefined) return refuse('unknownParty', stranger.party);
  const sum = fact.borne.reduce((total, part) => total + part.amountMinor, 0);
  return sum === fact.principalMinor ? null : refuse('borneNotWhole', `they sum to ${sum}`);
}

function payPrincipal(booking: Booking, terms: Terms, fact: Payout): void {
  if (fact.principalMinor === 0) return;
  const claim = claimCell(booking, fact.claim);
  if (claim !== undefined) booking.post('claimsPaid', 'memoCounter', fact.principalMinor, claim);
  const whole = principalByParty(terms, fact);
  const byBank = bankPortions(booking, fact);
  let borneLeft = whole;
  byBank.forEach(({ beneficiary, amountMinor }, index) => {
    const isLast = index === byBank.length - 1;
    const wanted = isLast
      ? borneLeft
      : portionOf(whole, amountMinor, fact.principalMinor, borneLeft);
    borneLeft = borneLeft.map((left, party) => left - (wanted[party] ?? 0));
    const at = { drawdown: fact.drawdown, beneficiary };
    lendOutstanding(booking, terms, at, wanted);
    for (const part of partsByParty(terms, at, wanted)) {
      booking.post('outstanding', 'paidOut', part.amountMinor, part.cell);
      advance(booking, terms, part, 'principal');
    }
  });
}

/** How the payout's principal falls on the banks of the loan: as it stands outstanding to them. */
function bankPortions(
  booking: Booking,
  fact: Payout,
): { beneficiary: string; amountMinor: number }[] {
  const standing = new Map<string, number>();
  for (const balance of booking.balances('outstanding', narrowed(fact))) {
    standing.set(
      balance.beneficiary,
      (standing.get(balance.beneficiary) ?? 0) + balance.amountMinor,
    );
  }
  const banks = [...standing.keys()];
  const rooms = [...standing.values()];
  const portions = splitWithin(fact.principalMinor, rooms, rooms);
  return banks.map((beneficiary, index) => ({ beneficiary, amountMinor: portions[index] ?? 0 }));
}

/** One bank's portion of what each party bears, summing to the bank's amount and never above what is left. */
function portionOf(
  whole: readonly number[],
  amountMinor: number,
  principalMinor: number,
  left: readonly number[],
): number[] {
  let rest = amountMinor;
  const portions = whole.map((share, index) => {
    const wanted = halfUpShare(share, amountMinor, principalMinor);
    const taken = Math.min(rest, left[index] ?? 0, wanted);
    rest -= taken;
    return taken;
  });
  return portions.map((taken, index) => {
    const more = Math.min(rest, (left[index] ?? 0) - taken);
    rest -= more;
    return taken + more;
  });
}

/**
 * Who bears how much of the principal: as a waterfall has decided; else each sharer's part of the loss half-up,
 * the bank's own part last; else the payout by the shares, the last sharer taking the residual.
 */
function principalByParty(terms: Terms, fact: Payout): number[] {
  const { borne, lossMinor } = fact;
  if (borne !== undefined) {
    return terms.shares.map(
      ({ party }) => borne.find((part) => part.party === party)?.amountMinor ?? 0,
    );
  }
  if (lossMinor !== undefined) {
    const parts = terms.shares.map(({ shareBps }) => halfUpShare(lossMinor, shareBps, 10_000));
    if (parts.reduce((sum, part) => sum + part, 0) === fact.principalMinor) return parts;
  }
  return splitByShares(
    fact.principalMinor,
    terms.shares.map((sharer) => sharer.shareBps),
  );
}

/**
 * Where a sharer's part of the payout is above what stands outstanding on it (roundings of earlier repayments,
 * or a waterfall), others' outstanding goes over to it, with the issued part that it stands on.
 */
function lendOutstanding(
  booking: Booking,
  terms: Terms,
  at: { readonly drawdown: string; readonly beneficiary: string },
  wanted: readonly number[],
): void {
  const needed = wanted.reduce((sum, amountMinor) => sum + amountMinor, 0);
  const room = booking.roomFor(needed, 'outstanding', at);
  const standing = terms.shares.map(({ party }, index) => {
    const cell = { ...at, party, claim: '' };
    return { cell, spare: room(cell) - (wanted[index] ?? 0) };
  });
  for (const short of standing) {
    for (const lender of standing) {
      const amountMinor = Math.min(-short.spare, lender.spare);
      if (amountMinor <= 0) continue;
      booking.post('outstanding', 'outstanding', amountMinor, lender.cell, short.cell);
      booking.post('issued', 'issued', amountMinor, short.cell, lender.cell);
      short.spare += amountMinor;
      lender.spare -= amountMinor;
    }
  }
}

function payAccessory(
  booking: Booking,
  terms: Terms,
  fact: Payout,
  accessory: Accessory,
  amountMinor: number,
): void {
  const { accrued, due } = accrualAccounts[accessory];
  const { paidOut } = components[accessory];
  const within = narrowed(fact);
  const fromDue = Math.min(amountMinor, booking.total(due, within));
  for (const part of takeFrom(booking, terms, due, fromDue, within)) {
    booking.post(due, paidOut, part.amountMinor, part.cell);
    advance(booking, terms, part, accessory);
  }
  for (const part of shareOut(terms, amountMinor - fromDue, fact.drawdown, fact.beneficiary)) {
    booking.post(accrued, paidOut, part.amountMinor, part.cell);
    advance(booking, terms, part, accessory);
  }
}

/** We pay; the debtor owes us all of it, and a sharer owes us its part. */
function advance(
  booking: Booking,
  terms: Terms,
  { cell, amountMinor }: Part,
  component: keyof typeof components,
): void {
  const { advanced, receivable } = components[component];
  booking.post(receivable, advanced, amountMinor, cell);
  const lead = leadOf(terms);
  const held = cell.party === lead ? 'payoutOwnFunds' : 'reimbursementReceivable';
  booking.post(held, 'cash', amountMinor, cell, { ...cell, party: lead });
}
