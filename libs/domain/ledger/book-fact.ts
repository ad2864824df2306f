import { bookFactInto } from './booking-by-kind.js';
import { Booking } from './booking.js';
import { bookRetained } from './bookings/retained.js';
import { readFact } from './fact-shape.js';
import type { ObligationFact } from './facts.js';
import { assertBalanced } from './identities.js';
import { LaterDays, type LaterChange } from './later-days.js';
import type { Line, ObligationPosition } from './position.js';
import { refuse, type Refused } from './refusals.js';
import { isBeneficiary } from './sharing.js';
import { refuseForItsDay } from './value-dates.js';

/** The entry that a reversal undoes, as it was booked. */
export interface EntryToReverse {
  readonly kind: ObligationFact['kind'];
  readonly valueDate: string;
  readonly isReversed: boolean;
  readonly lines: readonly Line[];
}

export interface BookedFact {
  readonly kind: 'booked';
  readonly lines: readonly Line[];
  readonly position: ObligationPosition;
}

/**
 * Decides one fact on what is known of its guarantee: the balanced lines of its entry and the position after
 * it, or a refusal that names the headroom. Pure; the given position is left as it was.
 * `laterChanges` are those of all entries that are valued after the fact. A reversal needs the entry that it undoes.
 */
export function bookFact(
  position: ObligationPosition,
  fact: ObligationFact,
  laterChanges: readonly LaterChange[],
  toReverse?: EntryToReverse,
): BookedFact | Refused {
  const later = new LaterDays(fact.valueDate, laterChanges);
  const refused = refuseByForm(position, fact);
  if (refused !== null) return refused;
  const booking = new Booking(position, later);
  const outcome =
    fact.kind === 'reversed' ? reverse(booking, toReverse) : bookFactInto(booking, fact);
  if (outcome !== null) return outcome;
  bookRetained(booking, fact.kind === 'issued' ? fact : position.terms);
  const overdrawn = booking.overdrawn();
  if (overdrawn !== undefined) {
    if (fact.kind === 'reversed') return refuse('notReversible', overdrawn.account);
    throw new Error(`${fact.kind} ${fact.reference} overdraws ${overdrawn.account}`);
  }
  const tooEarly = refuseForItsDay(booking, fact, later, toReverse?.valueDate);
  if (tooEarly !== null) return tooEarly;
  const lines = booking.lines();
  assertBalanced(lines);
  return { kind: 'booked', lines, position: positionAfter(booking, fact, toReverse) };
}

function refuseByForm(position: ObligationPosition, fact: ObligationFact): Refused | null {
  const reading = readFact(fact);
  if (reading.kind === 'malformed') return refuse('malformedFact', reading.problems.join('; '));
  if (fact.book !== position.book || fact.guarantee !== position.guarantee)
    return refuse('otherBook');
  if (position.currency !== null && position.currency !== fact.currency) {
    return refuse('otherCurrency', position.currency);
  }
  return position.terms === null ? null : refuseUnknownPlace(position, fact);
}

/** A fact that names a bank or a drawdown must name one that this guarantee has. */
function refuseUnknownPlace(position: ObligationPosition, fact: ObligationFact): Refused | null {
  const { terms } = position;
  if (fact.kind === 'issued' || terms === null) return null;
  if ('beneficiary' in fact && !isBeneficiary(terms, fact.beneficiary)) {
    return refuse('unknownBeneficiary', fact.beneficiary);
  }
  if (fact.kind === 'drawn' || !('drawdown' in fact) || fact.drawdown === undefined) return null;
  const { drawdown } = fact;
  const isKnown = [...position.balances.values()].some(
    (balance) => balance.account === 'issued' && balance.drawdown === drawdown,
  );
  return isKnown ? null : refuse('unknownDrawdown', drawdown);
}

/** The lines again with debit and credit exchanged: what was booked stays readable for ever. */
function reverse(booking: Booking, toReverse: EntryToReverse | undefined): Refused | null {
  if (toReverse === undefined) return refuse('unknownEntry');
  if (toReverse.isReversed) return refuse('alreadyReversed');
  if (toReverse.kind === 'reversed') return refuse('notReversible');
  for (const line of toReverse.lines) {
    booking.add({ ...line, debitMinor: line.creditMinor, creditMinor: line.debitMinor });
  }
  return null;
}

function positionAfter(
  booking: Booking,
  fact: ObligationFact,
  toReverse: EntryToReverse | undefined,
): ObligationPosition {
  const position = {
    ...booking.position,
    balances: booking.balancesAfter(),
    currency: fact.currency,
  };
  return fact.kind === 'reversed'
    ? termsWithout(position, toReverse?.kind)
    : termsAfter(position, fact);
}

/** The terms of the letter, the determination and the bankruptcy, as a fact leaves them. */
export function termsAfter(position: ObligationPosition, fact: ObligationFact): ObligationPosition {
  if (fact.kind === 'issued') return { ...position, terms: fact, determined: false };
  if (fact.kind === 'determined') return { ...position, determined: true };
  if (fact.kind !== 'bankruptcyAccepted') return position;
  return { ...position, bankruptcyAcceptedOn: fact.valueDate };
}

/** As if a fact of this kind had not been: its reversal takes the terms back too. */
export function termsWithout(
  position: ObligationPosition,
  kind: ObligationFact['kind'] | undefined,
): ObligationPosition {
  if (kind === 'issued') return { ...position, terms: null };
  if (kind === 'determined') return { ...position, determined: false };
  return kind === 'bankruptcyAccepted' ? { ...position, bankruptcyAcceptedOn: null } : position;
}
