import { totalOf, type ObligationPosition } from '../ledger/position.js';
import { splitWithin } from '../money/split.js';
import type { PartyPart } from './payout-amount.js';

/** What one of a joint loan's banks gets of a payout, in minor units. */
export interface BankPart {
  readonly beneficiary: string;
  readonly amountMinor: number;
}

/** A bank's part, and who bears how much of it where the programme's waterfall has decided it. */
export interface BornePart extends BankPart {
  readonly borne?: readonly PartyPart[];
}

/** A part of a payout that one drawdown takes. */
export interface DrawdownPart {
  readonly drawdown: string;
  readonly principalMinor: number;
}

/** Lays a payout on the drawdowns, the oldest first, each up to what is outstanding of it (to the bank, if named). */
export function payoutByDrawdown(
  position: ObligationPosition,
  payableMinor: number,
  bank: { readonly beneficiary?: string } = {},
): DrawdownPart[] {
  const drawdowns = [...new Set([...position.balances.values()].map(({ drawdown }) => drawdown))];
  const parts: DrawdownPart[] = [];
  let left = payableMinor;
  for (const drawdown of drawdowns.filter((name) => name !== '')) {
    const principalMinor = Math.min(left, totalOf(position, 'outstanding', { drawdown, ...bank }));
    if (principalMinor === 0) continue;
    parts.push({ drawdown, principalMinor });
    left -= principalMinor;
  }
  return parts;
}

/**
 * What of a payout falls on each of the loan's banks: of each drawdown as it stands outstanding to them, as the ledger
 * will book it. A bank to which nothing falls is left out.
 */
export function payoutByBank(
  position: ObligationPosition,
  payableMinor: number,
  banks: readonly string[],
): BankPart[] {
  const sums = new Map(banks.map((bank) => [bank, 0]));
  for (const { drawdown, principalMinor } of payoutByDrawdown(position, payableMinor)) {
    const standing = outstandingByBank(position, drawdown);
    const rooms = [...standing.values()];
    const portions = splitWithin(principalMinor, rooms, rooms);
    [...standing.keys()].forEach((bank, index) => {
      sums.set(bank, (sums.get(bank) ?? 0) + (portions[index] ?? 0));
    });
  }
  return [...sums]
    .map(([beneficiary, amountMinor]) => ({ beneficiary, amountMinor }))
    .filter(({ amountMinor }) => amountMinor > 0);
}

/**
 * Lays what each sharer bears of the whole payout on the banks' parts, so that the banks may be paid one by one and in
 * any order: both sums stay exact, and the last bank's part takes the residual.
 */
export function borneByBank(parts: readonly BankPart[], borne: readonly PartyPart[]): BornePart[] {
  const whole = borne.map(({ amountMinor }) => amountMinor);
  let left = whole;
  return parts.map((part) => {
    const portions = splitWithin(part.amountMinor, whole, left);
    left = left.map((amountMinor, index) => amountMinor - (portions[index] ?? 0));
    const ofSharers = borne.map(({ party }, index) => ({
      party,
      amountMinor: portions[index] ?? 0,
    }));
    return { ...part, borne: ofSharers };
  });
}

/** In the order in which the ledger keeps the balances: the last bank takes the residual. */
function outstandingByBank(position: ObligationPosition, drawdown: string): Map<string, number> {
  const standing = new Map<string, number>();
  for (const balance of position.balances.values()) {
    if (balance.account !== 'outstanding' || balance.drawdown !== drawdown) continue;
    if (balance.amountMinor <= 0) continue;
    const { beneficiary, amountMinor } = balance;
    standing.set(beneficiary, (standing.get(beneficiary) ?? 0) + amountMinor);
  }
  return standing;
}
