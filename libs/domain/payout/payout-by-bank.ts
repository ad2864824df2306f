import { accessories, accrualAccounts } from '../ledger/accounts.js';
import type { Accessory, AccountName } from '../ledger/accounts.js';
import { totalOf, type ObligationPosition } from '../ledger/position.js';
import { splitWithin } from '../money/split.js';
import { sumOfAccessories, type AccessoryAmounts } from './payable-accessories.js';
import type { PartyPart } from './payout-amount.js';

/** What one of a joint loan's banks gets of a payout, in minor units. */
export interface BankPart {
  readonly beneficiary: string;
  readonly amountMinor: number;
}

/** A bank's part of the principal, and who bears how much of it where the programme's waterfall has decided it. */
export interface BornePart extends BankPart {
  readonly borne?: readonly PartyPart[];
}

/** All that is paid to one bank at once. */
export interface PaymentPart extends BankPart {
  readonly principalMinor: number;
  readonly accessories: AccessoryAmounts;
  /** Of the principal. */
  readonly borne?: readonly PartyPart[];
}

/** A part of a payout that one drawdown takes. */
export interface DrawdownPart {
  readonly drawdown: string;
  readonly principalMinor: number;
  readonly accessories: AccessoryAmounts;
}

/**
 * Lays a payout on the drawdowns, the oldest first, each up to what is outstanding and due of it (to the bank, if named).
 */
export function payoutByDrawdown(
  position: ObligationPosition,
  paid: { readonly principalMinor: number; readonly accessories?: AccessoryAmounts },
  bank: { readonly beneficiary?: string } = {},
): DrawdownPart[] {
  const left = { principalMinor: paid.principalMinor, ...paid.accessories };
  const take = (from: keyof typeof left, account: AccountName, drawdown: string): number => {
    const standing = totalOf(position, account, { drawdown, ...bank });
    const taken = Math.min(left[from] ?? 0, standing);
    left[from] = (left[from] ?? 0) - taken;
    return taken;
  };
  return drawdownsOf(position)
    .map((drawdown) => ({
      drawdown,
      principalMinor: take('principalMinor', 'outstanding', drawdown),
      accessories: Object.fromEntries(
        accessories
          .map((name) => [name, take(name, accrualAccounts[name].due, drawdown)] as const)
          .filter(([, amountMinor]) => amountMinor > 0),
      ),
    }))
    .filter((part) => part.principalMinor + sumOfAccessories(part.accessories) > 0);
}

function drawdownsOf(position: ObligationPosition): string[] {
  const drawdowns = [...position.balances.values()].map(({ drawdown }) => drawdown);
  return [...new Set(drawdowns)].filter((name) => name !== '');
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
  for (const { drawdown, principalMinor } of payoutByDrawdown(position, {
    principalMinor: payableMinor,
  })) {
    const standing = standingByBank(position, 'outstanding', drawdown);
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

/**
 * Adds to each bank's part of the principal what it gets of the accessories: as they are due to it, half-up, the residual
 * to the last.
 */
export function withAccessories(
  position: ObligationPosition,
  principal: readonly BornePart[],
  paid: AccessoryAmounts,
  banks: readonly string[],
): PaymentPart[] {
  const byBank = new Map<string, Partial<Record<Accessory, number>>>();
  for (const name of accessories) {
    const standing = standingByBank(position, accrualAccounts[name].due);
    const rooms = [...standing.values()];
    const portions = rooms.length === 0 ? [] : splitWithin(paid[name] ?? 0, rooms, rooms);
    [...standing.keys()].forEach((bank, index) => {
      if (portions[index]) byBank.set(bank, { ...byBank.get(bank), [name]: portions[index] });
    });
  }
  return banks
    .map((beneficiary) => {
      const part = principal.find((one) => one.beneficiary === beneficiary);
      const principalMinor = part?.amountMinor ?? 0;
      const amounts = byBank.get(beneficiary) ?? {};
      const amountMinor = principalMinor + sumOfAccessories(amounts);
      const borne = part?.borne === undefined ? {} : { borne: part.borne };
      return { beneficiary, amountMinor, principalMinor, accessories: amounts, ...borne };
    })
    .filter(({ amountMinor }) => amountMinor > 0);
}

/** In the order in which the ledger keeps the balances: the last bank takes the residual. */
function standingByBank(
  position: ObligationPosition,
  account: AccountName,
  drawdown?: string,
): Map<string, number> {
  const standing = new Map<string, number>();
  for (const balance of position.balances.values()) {
    if (balance.account !== account || balance.amountMinor <= 0) continue;
    if (drawdown !== undefined && balance.drawdown !== drawdown) continue;
    const { beneficiary, amountMinor } = balance;
    standing.set(beneficiary, (standing.get(beneficiary) ?? 0) + amountMinor);
  }
  return standing;
}
