import {
  accessories,
  accounts,
  accrualAccounts,
  componentNames,
  components,
  viewsByCell,
  type AccountName,
} from './accounts.js';
import { totalOf, type Cell, type Line, type ObligationPosition } from './position.js';

/**
 * A bug if it ever throws: an entry is balanced in each of its views, and in those of the identities for each
 * drawdown, beneficiary and bearing party alone. Balanced entries keep both identities for ever.
 */
export function assertBalanced(lines: readonly Line[]): void {
  const sums = new Map<string, number>();
  for (const line of lines) {
    const { view } = accounts[line.account];
    const cell = viewsByCell.includes(view)
      ? [line.drawdown, line.beneficiary, line.party].join('\u001f')
      : '';
    const key = `${view}\u001f${cell}`;
    sums.set(key, (sums.get(key) ?? 0) + line.debitMinor - line.creditMinor);
  }
  for (const [key, sum] of sums) {
    if (sum !== 0) throw new Error(`an entry is out of balance by ${sum} in ${key}`);
  }
}

/** What breaks in a position, for all of it or for one drawdown or party; nothing where both identities hold. */
export function brokenIdentities(
  position: ObligationPosition,
  within: Partial<Cell> = {},
): string[] {
  const total = (account: AccountName) => totalOf(position, account, within);
  const broken: string[] = [];
  const hold = (name: string, left: number, right: number) => {
    if (left !== right) broken.push(`${name}: ${left} is not ${right}`);
  };
  hold(
    'issued = undrawn + outstanding + released + paid out',
    total('issued'),
    total('undrawn') + total('outstanding') + total('released') + total('paidOut'),
  );
  for (const name of componentNames) {
    const { paidOut, advanced, recovered, writtenOff, receivable } = components[name];
    const borne = total(recovered) + total(writtenOff) + total(receivable);
    hold(`paid out ${name} = recovered + written off + receivable`, total(paidOut), borne);
    hold(`paid out ${name} = advanced`, total(paidOut), total(advanced));
  }
  for (const name of accessories) {
    const { accrued, due, waived } = accrualAccounts[name];
    const rest = total(due) + total(waived) + total(components[name].paidOut);
    hold(`${name} accrued = due + waived + paid out`, total(accrued), rest);
  }
  return broken;
}
