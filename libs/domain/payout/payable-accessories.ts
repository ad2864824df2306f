import { accessories, accrualAccounts, type Accessory } from '../ledger/accounts.js';
import { totalOf, type ObligationPosition } from '../ledger/position.js';

/** Amounts of covered interest, penalty and enforcement cost, in minor units. */
export type AccessoryAmounts = Readonly<Partial<Record<Accessory, number>>>;

/** What of one accessory is paid under a claim, and what limited it. */
export interface PayableAccessory {
  readonly accessory: Accessory;
  readonly claimedMinor: number;
  readonly payableMinor: number;
  readonly limitedBy: 'claim' | 'due' | 'cap';
}

/**
 * What of the accessories that the bank claims is paid: never more than has accrued and is due, and where the ceiling of a
 * maximum-amount guarantee covers all (最高额保证, 民法典 690), never more than it leaves beside the principal. The principal
 * comes first, then interest, penalty and enforcement cost.
 *
 * @param headroomMinor what the ceiling leaves; `null` where it caps the principal alone
 */
export function payableAccessories(
  claimed: AccessoryAmounts,
  due: AccessoryAmounts,
  headroomMinor: number | null,
): PayableAccessory[] {
  let left = headroomMinor ?? Infinity;
  return accessories
    .map((accessory) => ({ accessory, claimedMinor: claimed[accessory] ?? 0 }))
    .filter(({ claimedMinor }) => claimedMinor > 0)
    .map(({ accessory, claimedMinor }) => {
      const wantedMinor = Math.min(claimedMinor, due[accessory] ?? 0);
      const payableMinor = Math.max(0, Math.min(wantedMinor, left));
      left -= payableMinor;
      const limitedBy = limitOf(payableMinor, wantedMinor, claimedMinor);
      return { accessory, claimedMinor, payableMinor, limitedBy };
    });
}

function limitOf(
  payableMinor: number,
  wantedMinor: number,
  claimedMinor: number,
): PayableAccessory['limitedBy'] {
  if (payableMinor < wantedMinor) return 'cap';
  return wantedMinor < claimedMinor ? 'due' : 'claim';
}

/** The accessories that are paid at all. */
export function amountsOf(payable: readonly PayableAccessory[]): AccessoryAmounts {
  return Object.fromEntries(
    payable
      .filter(({ payableMinor }) => payableMinor > 0)
      .map(({ accessory, payableMinor }) => [accessory, payableMinor]),
  );
}

export function sumOfAccessories(amounts: AccessoryAmounts): number {
  return accessories.reduce((sum, accessory) => sum + (amounts[accessory] ?? 0), 0);
}

/** An accessory that is due of a drawdown. */
export interface AccessoryDue {
  readonly drawdown: string;
  readonly accessory: Accessory;
  readonly amountMinor: number;
}

/** What is due of covered accessories, drawdown by drawdown. */
export function accessoriesDue(position: ObligationPosition): AccessoryDue[] {
  const drawdowns = new Set([...position.balances.values()].map(({ drawdown }) => drawdown));
  return [...drawdowns].flatMap((drawdown) =>
    accessories
      .map((accessory) => {
        const amountMinor = totalOf(position, accrualAccounts[accessory].due, { drawdown });
        return { drawdown, accessory, amountMinor };
      })
      .filter(({ amountMinor }) => amountMinor > 0),
  );
}
