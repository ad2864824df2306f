import type { BusinessDate } from '../calendar/business-date.js';

/** One instalment that the debtor has promised. */
export interface SettlementInstalment {
  readonly dueOn: BusinessDate;
  readonly amountMinor: number;
}

export type SettlementStanding =
  { readonly kind: 'kept' } | { readonly kind: 'defaulted'; readonly missingMinor: number };

/** Whether all that fell due up to a day has come in since the agreement; sooner or more is as good. */
export function settlementStanding(
  instalments: readonly SettlementInstalment[],
  receivedMinor: number,
  on: BusinessDate,
): SettlementStanding {
  const dueMinor = instalments
    .filter(({ dueOn }) => dueOn <= on)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return receivedMinor >= dueMinor
    ? { kind: 'kept' }
    : { kind: 'defaulted', missingMinor: dueMinor - receivedMinor };
}
