import { accounts } from './accounts.js';
import type { Booking } from './booking.js';
import type { ObligationFact } from './facts.js';
import type { LaterDays, Shortage } from './later-days.js';
import { totalOf, type Cell, type ObligationPosition } from './position.js';
import { refuse, type Refused } from './refusals.js';

/**
 * A fact is not valued before the letter, the drawdown or the claim that it names, nor a reversal before the entry that
 * it undoes, which is of `entryOn`.
 */
export function refuseBeforeItsGround(
  position: ObligationPosition,
  fact: ObligationFact,
  later: LaterDays,
  entryOn: string = fact.valueDate,
): Refused | null {
  if (fact.kind === 'reversed') {
    return fact.valueDate < entryOn ? tooEarly(`the entry that it undoes is of ${entryOn}`) : null;
  }
  for (const { account, within, name } of groundOf(position, fact)) {
    const stands = totalOf(position, account, within) > 0;
    if (stands && later.totalThen(position, account, within) <= 0) {
      return tooEarly(`${name} is of a later day than ${fact.valueDate}`);
    }
  }
  return null;
}

interface Ground {
  readonly account: 'issued' | 'claimed';
  readonly within: Partial<Cell>;
  readonly name: string;
}

function groundOf(position: ObligationPosition, fact: ObligationFact): Ground[] {
  const ground: Ground[] = [];
  if (standsOnLetter(fact)) ground.push({ account: 'issued', within: {}, name: 'the letter' });
  if (fact.kind !== 'claimed' && 'claim' in fact) {
    const { claim } = fact;
    ground.push({ account: 'claimed', within: { claim }, name: `claim ${claim}` });
  }
  // Under a maximum-amount guarantee a drawdown that is repaid gives back what it was issued, so that it tells nothing.
  const isLasting = position.terms?.kindOfGuarantee !== 'maximumAmount';
  if (isLasting && fact.kind !== 'drawn' && 'drawdown' in fact && fact.drawdown !== undefined) {
    const { drawdown } = fact;
    ground.push({ account: 'issued', within: { drawdown }, name: `drawdown ${drawdown}` });
  }
  return ground;
}

/** Premium, costs and deposits may come before the letter; a reserve is of the book. */
const standsOnLetter = ({ kind }: ObligationFact): boolean =>
  !/^(issued|reserveSet|premium.*|ceded.*|cost.*|deposit.*)$/.test(kind);

const tooEarly = (detail: string): Refused => refuse('valuedTooEarly', detail);

/**
 * No balance that cannot be owed falls below zero as of any day: a fact that is valued before others takes nothing that
 * stands there only from a later day on.
 */
export function refuseShortOnADay(booking: Booking, later: LaterDays): Refused | null {
  const shortages = booking
    .lines()
    .filter(({ account }) => !('free' in accounts[account]))
    .map((line) => later.shortage(line, booking.balance(line.account, line)))
    .filter((shortage) => shortage !== undefined);
  const first = earliest(shortages);
  if (first === undefined) return null;
  const { account, drawdown, on } = first;
  const byMinor = shortages
    .filter((each) => each.account === account && each.drawdown === drawdown && each.on === on)
    .reduce((sum, each) => sum + each.byMinor, 0);
  const fitsFrom = shortages
    .map((each) => each.fitsFrom)
    .reduce((one, other) => (one > other ? one : other));
  return {
    ...tooEarly(told(first, byMinor, fitsFrom)),
    short: { account, drawdown, on, byMinor, fitsFrom },
  };
}

function earliest(shortages: readonly Shortage[]): Shortage | undefined {
  return shortages.reduce<Shortage | undefined>(
    (first, each) => (first === undefined || each.on < first.on ? each : first),
    undefined,
  );
}

function told({ account, drawdown, on }: Shortage, byMinor: number, fitsFrom: string): string {
  const where = drawdown === '' ? account : `${account} of drawdown ${drawdown}`;
  return `${where} would be ${byMinor} short on ${on}: date it ${fitsFrom} or later, or book first what came before it`;
}
