import type { Link } from '../limits/relations.js';

interface Group {
  readonly id: number;
  readonly members: readonly number[];
}

/** Who is related to whom: all who share a declared link are one group, for good. */
export class RelatedCustomers {
  private readonly groups = new Map<number, Group>();
  private readonly holders = new Map<string, number>();
  private made = 0;

  relate(customer: number, { kind, value }: Link): void {
    const link = `${kind}:${value}`;
    const holder = this.holders.get(link);
    if (holder === undefined) this.holders.set(link, customer);
    const own = this.groups.get(customer) ?? { id: (this.made += 1), members: [customer] };
    const other = (holder === undefined ? undefined : this.groups.get(holder)) ?? own;
    const members = [...new Set([...other.members, ...own.members])];
    const joined = { id: Math.min(own.id, other.id), members };
    for (const member of members) this.groups.set(member, joined);
  }

  /** Nothing for a customer whom nobody declared related. */
  groupOf(customer: number): Group | null {
    return this.groups.get(customer) ?? null;
  }
}
