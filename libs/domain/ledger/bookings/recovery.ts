import { splitWithin } from '../../money/split.js';
import { componentNames, components, type AccountName, type Component } from '../accounts.js';
import { wholeGuarantee, type Booking } from '../booking.js';
import type { FactOf } from '../facts.js';
import type { Cell } from '../position.js';
import { refuseAbove, type Refused } from '../refusals.js';
import { drawdownsOf, leadOf, ownCell, takeFrom, type Part } from '../sharing.js';
import { narrowed } from './commitment.js';

type Terms = FactOf<'issued'>;
type Receipt = FactOf<'recovered'> | FactOf<'recoveredAfterWriteOff'>;

/**
 * Money comes from the debtor's side. It goes to advanced costs, then to the sum paid out, then to what was
 * written off of it, then to agreed interest as far as due (income); the rest is owed back.
 */
export function bookRecovered(booking: Booking, terms: Terms, fact: Receipt): Refused | null {
  const refused = refuseReceipt(booking, fact);
  if (refused !== null) return refused;
  const own = ownCell(booking.position);
  const into: AccountName = fact.source === 'deposit' ? 'depositsHeld' : 'cash';
  // Costs that were advanced only after the money came in are not paid by it.
  const costs = Math.min(fact.amountMinor, Math.max(0, booking.lowest('costsAdvanced', own)));
  booking.post(into, 'costsAdvanced', costs, own);
  const receipt: Open = { into, leftMinor: fact.amountMinor - costs };
  for (const component of componentNames) {
    recoverFrom(booking, terms, receipt, component, 'receivable', fact);
  }
  for (const component of componentNames) {
    recoverFrom(booking, terms, receipt, component, 'writtenOff', fact);
  }
  const interest = Math.min(receipt.leftMinor, fact.agreedInterestDueMinor ?? 0);
  booking.post(into, 'agreedInterestIncome', interest, own);
  booking.post(into, 'refundPayable', receipt.leftMinor - interest, own);
  return null;
}

interface Open {
  readonly into: AccountName;
  leftMinor: number;
}

function refuseReceipt(booking: Booking, fact: Receipt): Refused | null {
  const sum = (kind: 'advanced' | 'writtenOff') =>
    componentNames.reduce((total, name) => total + booking.total(components[name][kind]), 0);
  if (sum('advanced') + booking.total('costsAdvanced') === 0) {
    return refuseAbove('abovePayoutReceivable', 0);
  }
  if (fact.kind === 'recoveredAfterWriteOff' && sum('writtenOff') === 0) {
    return refuseAbove('aboveWrittenOff', 0);
  }
  const deposits = booking.balance('depositsHeld', ownCell(booking.position));
  return fact.source === 'deposit' && fact.amountMinor > deposits
    ? refuseAbove('aboveDeposits', deposits)
    : null;
}

function recoverFrom(
  booking: Booking,
  terms: Terms,
  receipt: Open,
  component: Component,
  kind: 'receivable' | 'writtenOff',
  fact: Receipt,
): void {
  const names = components[component];
  const parts = takeByBearing(booking, terms, component, names[kind], receipt.leftMinor, fact);
  for (const part of parts) {
    booking.post(names.recovered, names[kind], part.amountMinor, part.cell);
    passOn(booking, terms, receipt.into, part);
    if (kind === 'writtenOff') noteLate(booking, part.amountMinor);
    receipt.leftMinor -= part.amountMinor;
  }
}

/** Our part restores our own funds; a sharer's part is owed to it. */
function passOn(
  booking: Booking,
  terms: Terms,
  into: AccountName,
  { cell, amountMinor }: Part,
): void {
  const lead = leadOf(terms);
  const to = cell.party === lead ? 'payoutOwnFunds' : 'recoveryPayable';
  const from = into === 'cash' ? { ...cell, party: lead } : ownCell(booking.position);
  booking.post(into, to, amountMinor, from, cell);
}

function noteLate(booking: Booking, amountMinor: number): void {
  booking.post('recoveredAfterWriteOff', 'memoCounter', amountMinor, ownCell(booking.position));
}

/** Takes up to an amount from receivable or written off: oldest drawdown first, each bank's and party's part by what it bears. */
function takeByBearing(
  booking: Booking,
  terms: Terms,
  component: Component,
  account: AccountName,
  upToMinor: number,
  fact: { readonly drawdown?: string },
): Part[] {
  const parts: Part[] = [];
  const within = narrowed(fact);
  const room = booking.roomFor(
    Math.min(upToMinor, booking.total(account, within)),
    account,
    within,
  );
  let left = upToMinor;
  for (const drawdown of drawdownsOf(booking, account, within)) {
    const cells = cellsBorne(booking, terms, component, drawdown);
    const rooms = cells.map(room);
    const taken = Math.min(
      left,
      rooms.reduce((sum, each) => sum + each, 0),
    );
    const borne = cells.map((cell) => booking.balance(components[component].advanced, cell));
    const amounts = splitWithin(taken, borne, rooms);
    cells.forEach((cell, index) => {
      const amountMinor = amounts[index] ?? 0;
      if (amountMinor > 0) parts.push({ cell, amountMinor });
    });
    left -= taken;
  }
  return parts;
}

/** Who bears a drawdown's payout, in the sharers' order within each bank. */
function cellsBorne(
  booking: Booking,
  terms: Terms,
  component: Component,
  drawdown: string,
): Cell[] {
  const rank = (cell: Cell) => terms.shares.findIndex(({ party }) => party === cell.party);
  return booking
    .balances(components[component].advanced, { drawdown })
    .map(({ beneficiary, party }) => ({ ...wholeGuarantee, drawdown, beneficiary, party }))
    .sort((one, other) => compare(one.beneficiary, other.beneficiary) || rank(one) - rank(other));
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** What cannot be collected is written off: the debt stays owed (账销案存), the gross sum stays as a memo. */
export function bookWrittenOff(
  booking: Booking,
  terms: Terms,
  fact: FactOf<'writtenOff'>,
): Refused | null {
  const within = narrowed(fact);
  const receivable = componentNames.reduce(
    (sum, name) => sum + booking.total(components[name].receivable, within),
    0,
  );
  let left = fact.amountMinor === 'all' ? receivable : fact.amountMinor;
  if (left > receivable || receivable === 0)
    return refuseAbove('abovePayoutReceivable', receivable);
  booking.post('writtenOffGross', 'memoCounter', left, ownCell(booking.position));
  for (const component of componentNames) {
    const { receivable: from, writtenOff } = components[component];
    for (const part of takeByBearing(booking, terms, component, from, left, fact)) {
      booking.post(writtenOff, from, part.amountMinor, part.cell);
      left -= part.amountMinor;
    }
  }
  return null;
}

/** A recovery is voided: the money goes back, the debtor owes us again, and sharers give their part back. */
export function bookRecoveryClawedBack(
  booking: Booking,
  terms: Terms,
  fact: FactOf<'clawedBack'>,
): Refused | null {
  const recovered = componentNames.reduce(
    (sum, name) => sum + booking.total(components[name].recovered, narrowed(fact)),
    0,
  );
  if (fact.amountMinor > recovered) return refuseAbove('aboveRecovered', recovered);
  let left = fact.amountMinor;
  for (const component of [...componentNames].reverse()) {
    const { recovered: from, receivable } = components[component];
    for (const part of takeByBearing(booking, terms, component, from, left, fact)) {
      booking.post(receivable, from, part.amountMinor, part.cell);
      giveBack(booking, terms, part);
      left -= part.amountMinor;
    }
  }
  return null;
}

function giveBack(booking: Booking, terms: Terms, { cell, amountMinor }: Part): void {
  const lead = leadOf(terms);
  const cash = { ...cell, party: lead };
  if (cell.party === lead) {
    booking.post('payoutOwnFunds', 'cash', amountMinor, cell, cash);
    return;
  }
  const unshared = Math.min(amountMinor, booking.balance('recoveryPayable', cell));
  booking.post('recoveryPayable', 'cash', unshared, cell, cash);
  booking.post('reimbursementReceivable', 'cash', amountMinor - unshared, cell, cash);
}

export function bookRecoveryShared(
  booking: Booking,
  terms: Terms,
  fact: FactOf<'recoveryShared'>,
): Refused | null {
  const payable = booking.total('recoveryPayable', { party: fact.party });
  if (fact.amountMinor > payable) return refuseAbove('aboveRecoveryPayable', payable);
  const within = { party: fact.party };
  for (const part of takeFrom(booking, terms, 'recoveryPayable', fact.amountMinor, within)) {
    const cash = { ...part.cell, party: leadOf(terms) };
    booking.post('recoveryPayable', 'cash', part.amountMinor, part.cell, cash);
  }
  return null;
}

export function bookRefundPaid(booking: Booking, fact: FactOf<'refundPaid'>): Refused | null {
  const own = ownCell(booking.position);
  const payable = booking.balance('refundPayable', own);
  if (fact.amountMinor > payable) return refuseAbove('aboveRefundPayable', payable);
  booking.post('refundPayable', 'cash', fact.amountMinor, own);
  return null;
}
