import { accessories, accrualAccounts, components } from '#domain/ledger/accounts';
import { totalOf } from '#domain/ledger/position';
import { payableAccessories } from '#domain/payout/payable-accessories';
import type { AccessoryAmounts, PayableAccessory } from '#domain/payout/payable-accessories';
import type { CaseStep } from '#store/case/case-step';
import { readPosition } from '#store/ledger/read-position';
import type { FiledClaim } from './claim-on-file.js';

/** What is paid of the accessories that the bank claims beside the principal. */
export async function accessoriesOf(
  step: CaseStep,
  claim: FiledClaim,
  payablePrincipalMinor: number,
): Promise<PayableAccessory[]> {
  const position = await readPosition(step.tx, step.row.book, step.row.number);
  const due = Object.fromEntries(
    accessories.map((name) => [name, totalOf(position, accrualAccounts[name].due)]),
  );
  const paidMinor = Object.values(components)
    .map(({ paidOut }) => totalOf(position, paidOut))
    .reduce((sum, amountMinor) => sum + amountMinor, 0);
  const headroomMinor =
    position.terms?.capCovers === 'all'
      ? position.terms.amountMinor - paidMinor - payablePrincipalMinor
      : null;
  return payableAccessories(claimedBy(claim), due, headroomMinor);
}

function claimedBy(claim: FiledClaim): AccessoryAmounts {
  return {
    interest: claim.interestMinor ?? 0,
    penalty: claim.penaltyMinor ?? 0,
    enforcementCost: claim.enforcementCostMinor ?? 0,
  };
}

/** Why the bank gets less of its accessories than it claims, if it does. */
export function whyLimited(payable: readonly PayableAccessory[]): string | undefined {
  if (payable.some(({ limitedBy }) => limitedBy === 'cap')) return 'accessoriesAboveCap';
  return payable.some(({ limitedBy }) => limitedBy === 'due') ? 'accessoriesNotDue' : undefined;
}
