import { splitWithin } from '../../money/split.js';
import { componentNames, components, type Component } from '../accounts.js';
import type { Booking } from '../booking.js';
import type { FactOf } from '../facts.js';
import type { Cell } from '../position.js';
import { refuse, refuseAbove, type Refused } from '../refusals.js';
import { leadOf, ownCell, takeFrom, type Part } from '../sharing.js';

type Terms = FactOf<'issued'>;
type Reimbursement =
  | FactOf<'reimbursementRequested'>
  | FactOf<'reimbursementReceived'>
  | FactOf<'reimbursementRefused'>;

/**
 * A sharer's part of a payout is receivable from it since the payout. A request is noted, a receipt settles it,
 * a refusal moves that share to us. None of them is recovery or release.
 */
export function bookReimbursement(
  booking: Booking,
  terms: Terms,
  fact: Reimbursement,
): Refused | null {
  const { party, amountMinor } = fact;
  if (party === leadOf(terms) || !terms.shares.some((sharer) => sharer.party === party)) {
    return refuse('unknownParty', party);
  }
  const requested = booking.balance('reimbursementRequested', {
    ...ownCell(booking.position),
    party,
  });
  const headroom = headroomOf(booking, fact, requested);
  if (amountMinor > headroom) return refuseAbove('aboveReimbursementReceivable', headroom);
  const memo = { ...ownCell(booking.position), party };
  if (fact.kind === 'reimbursementRequested') {
    booking.post('reimbursementRequested', 'memoCounter', amountMinor, memo);
    return null;
  }
  const answered = Math.min(requested, amountMinor);
  booking.post('memoCounter', 'reimbursementRequested', answered, memo);
  for (const part of takeFrom(booking, terms, 'reimbursementReceivable', amountMinor, { party })) {
    if (fact.kind === 'reimbursementReceived') receive(booking, terms, part);
    else bearOurselves(booking, terms, part);
  }
  return null;
}

function headroomOf(booking: Booking, fact: Reimbursement, requestedMinor: number): number {
  const receivables = booking.balances('reimbursementReceivable', { party: fact.party });
  const receivable = receivables.reduce((sum, balance) => sum + balance.amountMinor, 0);
  switch (fact.kind) {
    case 'reimbursementRequested':
      return Math.max(0, receivable - requestedMinor);
    case 'reimbursementReceived':
      return receivable;
    case 'reimbursementRefused':
      // A part given back after a voided recovery is no share of a payout, and cannot be refused as one.
      return receivables.every((balance) => balance.amountMinor <= borneIn(booking, balance))
        ? receivable
        : 0;
  }
}

const borneIn = (booking: Booking, { drawdown, beneficiary, party }: Cell) =>
  componentNames.reduce(
    (sum, name) =>
      sum + booking.balance(components[name].advanced, { drawdown, beneficiary, party, claim: '' }),
    0,
  );

function receive(booking: Booking, terms: Terms, { cell, amountMinor }: Part): void {
  const cash = { ...cell, party: leadOf(terms) };
  booking.post('cash', 'reimbursementReceivable', amountMinor, cash, cell);
}

/** The share that a party refuses to bear is ours, with its part of what is recovered, written off and receivable. */
function bearOurselves(booking: Booking, terms: Terms, { cell, amountMinor }: Part): void {
  const ours = { ...cell, party: leadOf(terms) };
  booking.post('payoutOwnFunds', 'reimbursementReceivable', amountMinor, ours, cell);
  let left = amountMinor;
  for (const component of componentNames) {
    const taken = Math.min(left, booking.balance(components[component].advanced, cell));
    left -= taken;
    moveComponent(booking, component, taken, cell, ours);
  }
}

function moveComponent(
  booking: Booking,
  component: Component,
  amountMinor: number,
  theirs: Cell,
  ours: Cell,
): void {
  if (amountMinor === 0) return;
  const { paidOut, advanced, writtenOff, recovered, receivable } = components[component];
  const basis = component === 'principal' ? 'issued' : accruedOf(component);
  booking.post(paidOut, paidOut, amountMinor, theirs, ours);
  booking.post(basis, basis, amountMinor, ours, theirs);
  booking.post(advanced, advanced, amountMinor, theirs, ours);
  const kinds = [writtenOff, recovered, receivable];
  const standing = kinds.map((kind) => booking.balance(kind, theirs));
  const parts = splitWithin(amountMinor, standing, standing);
  kinds.forEach((kind, index) => {
    booking.post(kind, kind, parts[index] ?? 0, ours, theirs);
  });
  keepRecovery(booking, parts[1] ?? 0, theirs, ours);
}

const accruedOf = (component: Exclude<Component, 'principal'>) => `${component}Accrued` as const;

/** What was recovered for the share is ours now: the party is owed less, or owes back what it already got. */
function keepRecovery(booking: Booking, recoveredMinor: number, theirs: Cell, ours: Cell): void {
  const unshared = Math.min(recoveredMinor, booking.balance('recoveryPayable', theirs));
  booking.post('recoveryPayable', 'payoutOwnFunds', unshared, theirs, ours);
  const back = recoveredMinor - unshared;
  booking.post('reimbursementReceivable', 'payoutOwnFunds', back, theirs, ours);
}
