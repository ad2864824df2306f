import { noCommitment, sumsOf, type Bearer, type Commitment, type CustomerUse } from './amounts.js';
import { judgeMove, type RuleFinding } from './judge.js';
import { standingAfter, type LimitedGuarantee, type Standing } from './standing.js';
import { capKey } from './rules.js';
import type { BookUse, CapUse, GroupUse } from './uses.js';

/** A case that waits for its headroom. */
export interface PendingCase {
  readonly guarantee: LimitedGuarantee;
  readonly amountMinor: number;
  readonly bearers: readonly Bearer[];
  /** The book as it stands now for this case. */
  readonly standing: Standing;
  /** What the case has taken already. */
  readonly from: Commitment;
}

export type WhatIfAnswer =
  | { readonly number: string; readonly kind: 'fits' }
  | {
      readonly number: string;
      readonly kind: 'exceeded';
      readonly findings: readonly RuleFinding[];
      readonly largestFitMinor: number;
    };

/** What would become of these cases if they were approved in this order. Each that fits takes its headroom. */
export function whatIf(pending: readonly PendingCase[]): WhatIfAnswer[] {
  const taken = new Taken();
  return pending.map(({ guarantee, amountMinor, bearers, standing, from }) => {
    const now = taken.over(standing, guarantee.customer);
    const to = { ...noCommitment, reserved: sumsOf(amountMinor, bearers) };
    const judged = judgeMove(now, guarantee, from, to, bearers);
    const { number } = guarantee;
    if (judged.kind === 'exceeded') {
      const { findings, largestFitMinor } = judged;
      return { number, kind: 'exceeded', findings, largestFitMinor };
    }
    taken.remember(standingAfter(now, judged.change), guarantee.customer);
    return { number, kind: 'fits' };
  });
}

/** What earlier cases of the question have changed: the newest standing of each customer, group, cap and the book. */
class Taken {
  private book: BookUse | null = null;
  private readonly customers = new Map<number, CustomerUse>();
  private readonly groups = new Map<number, GroupUse>();
  private readonly caps = new Map<string, CapUse | null>();

  over(standing: Standing, customer: number): Standing {
    const { group } = standing;
    return {
      ...standing,
      customer: this.customers.get(customer) ?? standing.customer,
      group: group && { ...group, use: this.groups.get(group.id) ?? group.use },
      book: this.book ?? standing.book,
      caps: standing.caps.map(({ cap, use }) => ({ cap, use: this.caps.get(capKey(cap)) ?? use })),
    };
  }

  remember(standing: Standing, customer: number): void {
    this.book = standing.book;
    this.customers.set(customer, standing.customer);
    if (standing.group !== null) this.groups.set(standing.group.id, standing.group.use);
    for (const { cap, use } of standing.caps) this.caps.set(capKey(cap), use);
  }
}
