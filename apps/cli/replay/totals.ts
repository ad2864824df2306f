/** Sums over lives of loans: in all, and as of a date. */
import type { BusinessDate } from '#domain/calendar/business-date';
import type { LoanLife } from './loan-life.js';

/** The sums of a run; amounts in cents. */
export interface RunTotals {
  readonly loanMinor: number;
  readonly guaranteedMinor: number;
  readonly disbursedMinor: number;
  readonly released: number;
  readonly claims: number;
  readonly claimedMinor: number;
  readonly payoutMinor: number;
}

/** The liability to the beneficiary at the end of a day: issued = undrawn + outstanding + released + paid out. */
export interface Liability {
  readonly issuedMinor: number;
  readonly undrawnMinor: number;
  readonly outstandingMinor: number;
  readonly releasedMinor: number;
  readonly claimedMinor: number;
  readonly paidOutMinor: number;
}

export function totalsOf(lives: readonly LoanLife[]): RunTotals {
  return {
    loanMinor: sumOf(lives, (life) => life.loanMinor),
    guaranteedMinor: sumOf(lives, (life) => life.guaranteedMinor),
    disbursedMinor: sumOf(lives, (life) => life.disbursedMinor),
    released: lives.filter(({ end }) => end.kind === 'released').length,
    claims: lives.filter(({ end }) => end.kind === 'writtenOff').length,
    claimedMinor: sumOf(lives, ({ end }) => (end.kind === 'writtenOff' ? end.claimedMinor : 0)),
    payoutMinor: sumOf(lives, ({ end }) => (end.kind === 'writtenOff' ? end.payoutMinor : 0)),
  };
}

/** The liability of these loans at the end of `date`. */
export function liabilityAsOf(lives: readonly LoanLife[], date: BusinessDate): Liability {
  const each = lives
    .filter((life) => life.approvedOn <= date)
    .map((life) => standingAt(life, date));
  return {
    issuedMinor: sumOf(each, (liability) => liability.issuedMinor),
    undrawnMinor: sumOf(each, (liability) => liability.undrawnMinor),
    outstandingMinor: sumOf(each, (liability) => liability.outstandingMinor),
    releasedMinor: sumOf(each, (liability) => liability.releasedMinor),
    claimedMinor: sumOf(each, (liability) => liability.claimedMinor),
    paidOutMinor: sumOf(each, (liability) => liability.paidOutMinor),
  };
}

function standingAt(life: LoanLife, date: BusinessDate): Liability {
  const issuedMinor = life.guaranteedMinor;
  const none = {
    undrawnMinor: 0,
    outstandingMinor: 0,
    releasedMinor: 0,
    claimedMinor: 0,
    paidOutMinor: 0,
  };
  if (life.disbursedOn > date) return { ...none, issuedMinor, undrawnMinor: issuedMinor };
  if (life.end.on > date) {
    const { outstandingMinor } = life;
    return {
      ...none,
      issuedMinor,
      outstandingMinor,
      releasedMinor: issuedMinor - outstandingMinor,
    };
  }
  if (life.end.kind === 'released') return { ...none, issuedMinor, releasedMinor: issuedMinor };
  const { claimedMinor, payoutMinor } = life.end;
  const releasedMinor = issuedMinor - payoutMinor;
  return { ...none, issuedMinor, releasedMinor, claimedMinor, paidOutMinor: payoutMinor };
}

function sumOf<Item>(items: readonly Item[], amountOf: (item: Item) => number): number {
  const sum = items.reduce((total, item) => total + BigInt(amountOf(item)), 0n);
  if (sum > BigInt(Number.MAX_SAFE_INTEGER))
    throw new RangeError(`${sum.toString()} is beyond exact`);
  return Number(sum);
}
