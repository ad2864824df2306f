import { splitByShares, splitWithin } from '../money/split.js';
import type { AccountName } from './accounts.js';
import type { Booking } from './booking.js';
import type { FactOf } from './facts.js';
import type { Cell } from './position.js';

type Terms = FactOf<'issued'>;

/** A part of an amount and where it stands. */
export interface Part {
  readonly cell: Cell;
  readonly amountMinor: number;
}

/** Us: the first guarantor among the sharers, who owes and advances all of it. */
export function leadOf(terms: Pick<Terms, 'shares'>): string {
  const lead = terms.shares.find((sharer) => sharer.role === 'guarantor');
  if (lead === undefined) throw new Error('a guarantee without a guarantor was booked');
  return lead.party;
}

/** The cell of our own money in this guarantee, whatever the drawdown: the bearing party is the book itself. */
export function ownCell(position: { readonly book: string }): Cell {
  return { drawdown: '', beneficiary: '', party: position.book, claim: '' };
}

export function beneficiariesOf(
  terms: Terms,
): readonly { beneficiary: string; shareBps: number }[] {
  return terms.beneficiaries ?? [{ beneficiary: terms.beneficiary, shareBps: 10_000 }];
}

/** Whether a fact that names no bank, or this one, is of this guarantee. */
export function isBeneficiary(terms: Terms, beneficiary: string | undefined): boolean {
  return (
    beneficiary === undefined ||
    beneficiariesOf(terms).some((bank) => bank.beneficiary === beneficiary)
  );
}

const partyWeights = (terms: Terms) => terms.shares.map((sharer) => sharer.shareBps);

/** A new amount by the loan's banks and the guarantee's sharers, each rounded by the rule. */
export function shareOut(
  terms: Terms,
  amountMinor: number,
  drawdown: string,
  beneficiary?: string,
): Part[] {
  const banks = beneficiariesOf(terms).filter(
    (bank) => beneficiary === undefined || bank.beneficiary === beneficiary,
  );
  const byBank = splitByShares(
    amountMinor,
    banks.map((bank) => bank.shareBps),
  );
  return banks.flatMap((bank, index) =>
    partsByParty(
      terms,
      { drawdown, beneficiary: bank.beneficiary },
      splitByShares(byBank[index] ?? 0, partyWeights(terms)),
    ),
  );
}

/** Amounts in the sharers' order, each in its sharer's cell; nothing for zero. */
export function partsByParty(
  terms: Terms,
  at: { readonly drawdown: string; readonly beneficiary: string },
  amountsMinor: readonly number[],
): Part[] {
  return terms.shares
    .map((sharer, index) => ({
      cell: { ...at, party: sharer.party, claim: '' },
      amountMinor: amountsMinor[index] ?? 0,
    }))
    .filter((part) => part.amountMinor > 0);
}

/**
 * Takes an amount out of an account: oldest drawdown first, then by the loan's banks, then by the sharers,
 * never more of anyone than stands there, on every day where that reaches. The account must hold the amount.
 */
export function takeFrom(
  booking: Booking,
  terms: Terms,
  account: AccountName,
  amountMinor: number,
  within: Partial<Cell> = {},
): Part[] {
  const parts: Part[] = [];
  const room = booking.roomFor(amountMinor, account, within);
  const roomIn = (at: Partial<Cell>) =>
    booking.balances(account, at).reduce((sum, balance) => sum + room(balance), 0);
  let left = amountMinor;
  for (const drawdown of drawdownsOf(booking, account, within)) {
    const taken = Math.min(left, roomIn({ ...within, drawdown }));
    left -= taken;
    parts.push(...takeFromDrawdown(terms, { room, roomIn }, taken, { ...within, drawdown }));
  }
  if (left > 0) throw new Error(`${account} does not hold ${amountMinor}`);
  return parts;
}

/** The drawdowns that an account has something of, oldest first. */
export function drawdownsOf(
  booking: Booking,
  account: AccountName,
  within: Partial<Cell>,
): string[] {
  return [...new Set(booking.balances(account, within).map((balance) => balance.drawdown))];
}

/** What may be taken of a cell, and of all cells within a drawdown or a bank. */
interface Rooms {
  readonly room: (cell: Cell) => number;
  readonly roomIn: (within: Partial<Cell>) => number;
}

function takeFromDrawdown(
  terms: Terms,
  { room, roomIn }: Rooms,
  amountMinor: number,
  within: Partial<Cell> & { readonly drawdown: string },
): Part[] {
  if (amountMinor === 0) return [];
  const banks = beneficiariesOf(terms);
  const byBank = splitWithin(
    amountMinor,
    banks.map((bank) => bank.shareBps),
    banks.map((bank) =>
      within.beneficiary === undefined || within.beneficiary === bank.beneficiary
        ? roomIn({ ...within, beneficiary: bank.beneficiary })
        : 0,
    ),
  );
  return banks.flatMap(({ beneficiary }, index) => {
    const at = { drawdown: within.drawdown, beneficiary };
    const rooms = terms.shares.map(({ party }) =>
      within.party === undefined || within.party === party ? room({ ...at, party, claim: '' }) : 0,
    );
    return partsByParty(terms, at, splitWithin(byBank[index] ?? 0, partyWeights(terms), rooms));
  });
}
