import { noCommitment, noCustomerUse, sumsOf } from '../limits/amounts.js';
import type { Commitment, CustomerUse } from '../limits/amounts.js';
import { judgeMove, type Judgement } from '../limits/judge.js';
import type { LimitProposal } from '../limits/proposals.js';
import type { Link } from '../limits/relations.js';
import { capKey } from '../limits/rules.js';
import { moveOf, standingAfter, type LimitedGuarantee, type Standing } from '../limits/standing.js';
import {
  isUnderCap,
  ruleRatesAfter,
  usualTerms,
  type BookBasis,
  type Cap,
} from '../limits/terms.js';
import {
  addCapUse,
  addGroupUse,
  bookUseOf,
  changeOf,
  concentrationOf,
  type CapUse,
  type GroupUse,
} from '../limits/uses.js';
import { basisUnder, capOf, capsUnder, type LimitChanges } from './limit-changes.js';
import type { LimitedCase } from './limit-history.js';
import { RelatedCustomers } from './related-customers.js';

interface Taken {
  readonly guarantee: LimitedGuarantee;
  readonly commitment: Commitment;
}

const noCapUse: CapUse = changeOf(noCustomerUse, 'other', noCommitment, noCommitment).cap;
const noGroupUse: GroupUse = concentrationOf(noCustomerUse);

/** The limits of one book, kept in memory while its history is played again under some rules. */
export class LimitBook {
  private basis: BookBasis = { netAssetsMinor: null, holdingsMinor: 0, terms: usualTerms };
  private readonly knownOn = { netAssets: '', holdings: '' };
  private readonly caps = new Map<string, Cap>();
  private readonly capUses = new Map<string, { readonly cap: Cap; readonly use: CapUse }>();
  private readonly customers = new Map<number, CustomerUse>();
  private readonly related = new RelatedCustomers();
  private readonly taken = new Map<string, Taken>();
  private use = bookUseOf(noCustomerUse);

  constructor(private readonly changes: LimitChanges) {}

  /** A dated fact or a choice of the book comes into force. Of two figures the one of the later day counts. */
  confirm({ kind, data, asOf }: LimitProposal): void {
    const { basis, knownOn } = this;
    switch (kind) {
      case 'netAssets':
        if (asOf < knownOn.netAssets) return;
        knownOn.netAssets = asOf;
        this.basis = { ...basis, netAssetsMinor: data.amountMinor };
        return;
      case 'holdings':
        if (asOf < knownOn.holdings) return;
        knownOn.holdings = asOf;
        this.basis = { ...basis, holdingsMinor: data.amountMinor };
        return;
      case 'terms': {
        const { rules, ...pair } = data;
        const ruleRates = ruleRatesAfter(basis.terms.ruleRates, rules);
        this.basis = { ...basis, terms: { ...basis.terms, ...pair, ruleRates } };
        return;
      }
      case 'cap':
        this.caps.set(capKey(data), capOf(data));
        return;
      case 'capLifted':
        this.caps.delete(capKey(data));
    }
  }

  relate(customer: number, link: Link): void {
    this.related.relate(customer, link);
  }

  commitmentOf(number: string): Commitment {
    return this.taken.get(number)?.commitment ?? noCommitment;
  }

  /** What the guard would say if this case asked for its whole amount now. */
  judge(of: LimitedCase): Judgement {
    const from = this.commitmentOf(of.guarantee.number);
    return judgeMove(this.standingOf(of.guarantee), of.guarantee, from, reserving(of), of.bearers);
  }

  reserve(of: LimitedCase): void {
    this.move(of.guarantee, reserving(of));
  }

  /** Nothing is judged here: what is booked is so. */
  move(guarantee: LimitedGuarantee, to: Commitment): void {
    const { number, customer, places } = guarantee;
    const standing = this.standingOf(guarantee);
    const change = moveOf(standing, guarantee, this.commitmentOf(number), to);
    const { book } = standingAfter(standing, change);
    if (book !== null) this.use = book;
    this.customers.set(customer, change.customer);
    for (const [key, { cap, use }] of this.capUses) {
      if (!isUnderCap(cap, places)) continue;
      this.capUses.set(key, { cap, use: addCapUse(use, change.cap) });
    }
    this.taken.set(number, { guarantee, commitment: to });
  }

  private standingOf({ customer, places }: LimitedGuarantee): Standing {
    const caps = capsUnder(this.changes, this.caps).filter((cap) => isUnderCap(cap, places));
    return {
      basis: basisUnder(this.changes, this.basis),
      customer: this.customers.get(customer) ?? noCustomerUse,
      group: this.groupOf(customer),
      book: this.use,
      caps: caps.map((cap) => ({ cap, use: this.useOf(cap) })),
    };
  }

  private groupOf(customer: number): Standing['group'] {
    const found = this.related.groupOf(customer);
    if (found === null) return null;
    const uses = found.members.map((member) =>
      concentrationOf(this.customers.get(member) ?? noCustomerUse),
    );
    return {
      id: found.id,
      use: uses.reduce((sum, each) => addGroupUse(sum, each), noGroupUse),
    };
  }

  /** What stands under a cap: summed once, then carried along. */
  private useOf(cap: Cap): CapUse {
    const known = this.capUses.get(capKey(cap));
    if (known !== undefined) return known.use;
    let use = noCapUse;
    for (const { guarantee, commitment } of this.taken.values()) {
      if (!isUnderCap(cap, guarantee.places)) continue;
      use = addCapUse(use, changeOf(noCustomerUse, guarantee.class, noCommitment, commitment).cap);
    }
    this.capUses.set(capKey(cap), { cap, use });
    return use;
  }
}

const reserving = ({ amountMinor, bearers }: LimitedCase): Commitment => ({
  ...noCommitment,
  reserved: sumsOf(amountMinor, bearers),
});
