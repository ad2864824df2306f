import { accounts } from './accounts.js';
import type { Booking } from './booking.js';
import type { ObligationFact } from './facts.js';
import type { LaterDays, Shortage } from './later-days.js';
import type { Cell } from './position.js';
import { refuse, type Refused } from './refusals.js';

/**
 * Refuses a fact that fits today, but not on its own day. No balance that cannot be owed falls below zero as of any day:
 * a fact that is valued before others takes nothing that stands there only from a later day on. Nor is one valued before
 * the letter, the drawdown or the claim that it names, or a reversal before the entry that it undoes, of `entryOn`.
 */
export function refuseForItsDay(
  booking: Booking,
  fact: ObligationFact,
  later: LaterDays,
  entryOn: string | undefined,
): Refused | null {
  const shortages = shortagesOf(booking, later);
  const grounds = laterGrounds(booking, fact, later, entryOn);
  const fitsFrom = [
    ...shortages.map((each) => each.fitsFrom),
    ...grounds.map(({ on }) => on),
  ].reduce((one, other) => (one > other ? one : other), fact.valueDate);
  const first = earliest(shortages);
  if (first !== undefined) return refuseShort(first, shortages, fitsFrom);
  const [ground] = grounds;
  if (ground === undefined) return null;
  return tooEarly(`${ground.name} is of ${ground.on}: ${advice(fitsFrom)}`);
}

/** What the fact stands on that is of a later day than its own. */
interface LaterGround {
  readonly name: string;
  readonly on: string;
}

function laterGrounds(
  { position }: Booking,
  fact: ObligationFact,
  later: LaterDays,
  entryOn: string | undefined,
): LaterGround[] {
  if (fact.kind === 'reversed') {
    const isLater = entryOn !== undefined && entryOn > fact.valueDate;
    return isLater ? [{ name: 'the entry that it undoes', on: entryOn }] : [];
  }
  const isLasting = position.terms?.kindOfGuarantee !== 'maximumAmount';
  return groundsOf(fact, isLasting).flatMap(({ account, within, name }) => {
    const on = later.standsFrom(position, account, within);
    return on !== undefined && on > fact.valueDate ? [{ name, on }] : [];
  });
}

interface Ground {
  readonly account: 'issued' | 'claimed';
  readonly within: Partial<Cell>;
  readonly name: string;
}

function groundsOf(fact: ObligationFact, isLasting: boolean): Ground[] {
  const grounds: Ground[] = [];
  if (standsOnLetter(fact)) grounds.push({ account: 'issued', within: {}, name: 'the letter' });
  if (fact.kind !== 'claimed' && 'claim' in fact) {
    const { claim } = fact;
    grounds.push({ account: 'claimed', within: { claim }, name: `claim ${claim}` });
  }
  // Under a maximum-amount guarantee a drawdown that is repaid gives back what it was issued, so that it tells nothing.
  if (isLasting && fact.kind !== 'drawn' && 'drawdown' in fact && fact.drawdown !== undefined) {
    const { drawdown } = fact;
    grounds.push({ account: 'issued', within: { drawdown }, name: `drawdown ${drawdown}` });
  }
  return grounds;
}

/** Premium, costs and deposits may come before the letter; a reserve is of the book. */
const standsOnLetter = ({ kind }: ObligationFact): boolean =>
  !/^(issued|reserveSet|premium.*|ceded.*|cost.*|deposit.*)$/.test(kind);

const shortagesOf = (booking: Booking, later: LaterDays): Shortage[] =>
  booking
    .lines()
    .filter(({ account }) => !('free' in accounts[account]))
    .map((line) => later.shortage(line, booking.balance(line.account, line)))
    .filter((shortage) => shortage !== undefined);

function earliest(shortages: readonly Shortage[]): Shortage | undefined {
  return shortages.reduce<Shortage | undefined>(
    (first, each) => (first === undefined || each.on < first.on ? each : first),
    undefined,
  );
}

/** The first shortage, summed over the banks and sharers of its drawdown. */
function refuseShort(
  { account, drawdown, on }: Shortage,
  shortages: readonly Shortage[],
  fitsFrom: string,
): Refused {
  const byMinor = shortages
    .filter((each) => each.account === account && each.drawdown === drawdown && each.on === on)
    .reduce((sum, each) => sum + each.byMinor, 0);
  const where = drawdown === '' ? account : `${account} of drawdown ${drawdown}`;
  const detail = `${where} would be ${byMinor} short on ${on}: ${advice(fitsFrom)}`;
  return { ...tooEarly(detail), short: { account, drawdown, on, byMinor, fitsFrom } };
}

const advice = (fitsFrom: string) =>
  `date it ${fitsFrom} or later, or book first what came before it`;

const tooEarly = (detail: string): Refused => refuse('valuedTooEarly', detail);
