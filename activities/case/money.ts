import type {
  FactDetails,
  FactHeader,
  FactKind,
  ObligationFact,
  ReleaseReason,
} from '#domain/ledger/facts';
import { components } from '#domain/ledger/accounts';
import { totalOf } from '#domain/ledger/position';
import type { ObligationPosition } from '#domain/ledger/position';
import type { CaseStep } from '#store/case/case-step';
import { factsOf } from '#store/case/facts';
import { postFact } from '#store/ledger/post-fact';
import { readPosition } from '#store/ledger/read-position';
import { followMoney } from './limits.js';

/** The sums of a guarantee's money that its stages decide on, in minor units. */
export interface MoneyStanding {
  readonly issuedMinor: number;
  readonly undrawnMinor: number;
  readonly outstandingMinor: number;
  readonly paidOutMinor: number;
  /** Of payouts, the accessories with the principal: still receivable, and written off. */
  readonly receivableMinor: number;
  readonly writtenOffMinor: number;
  /** Principal paid out that has not come back, written off or not. */
  readonly principalNotBackMinor: number;
}

/** The books cannot have a fact of the money on the day that was told: it would stand on what came only later. */
export class NotOnThatDay extends Error {
  constructor(
    kind: FactKind,
    readonly reason: 'valuedTooEarly' | 'nothingOutstanding',
    readonly detail: string,
  ) {
    super(`the ledger refused ${kind}: ${reason}, ${detail}`);
  }
}

/**
 * Books a fact of the money in the step's transaction. Stages check what partners report before they book it; what
 * the ledger refuses after that is a bug, which stops the case and never ends it wrongly.
 * @throws NotOnThatDay where only the value date is the trouble, as a partner told it
 */
export async function book<Kind extends FactKind>(
  step: CaseStep,
  kind: Kind,
  details: FactDetails[Kind],
  on: string = step.on,
): Promise<MoneyStanding> {
  const { row } = step;
  const header: FactHeader = {
    reference: referenceOf(step, kind, details),
    book: row.book,
    guarantee: row.number,
    currency: row.currency,
    valueDate: on,
  };
  const fact = { ...header, kind, ...(details as object) } as unknown as ObligationFact;
  const booked = await postFact(step.tx, fact);
  if (booked.kind === 'refused') {
    const { reason, detail = '' } = booked;
    if (reason === 'valuedTooEarly' || reason === 'nothingOutstanding') {
      throw new NotOnThatDay(kind, reason, detail);
    }
    throw new Error(`${row.number}: the ledger refused ${kind}: ${JSON.stringify(reason)}`);
  }
  await followMoney(step, booked);
  return standingOf(booked.position);
}

/** One step books a kind of fact at most once for each drawdown, accessory, party and entry that is undone. */
function referenceOf(step: CaseStep, kind: FactKind, details: unknown): string {
  const { drawdown, accessory, party, reverses } = details as {
    drawdown?: string;
    accessory?: string;
    party?: string;
    reverses?: string;
  };
  const parts = [step.row.number, step.ref.no, kind, drawdown, accessory, party, reverses];
  return parts.filter((part) => part !== undefined).join(':');
}

export async function moneyOf(step: CaseStep): Promise<MoneyStanding> {
  return standingOf(await readPosition(step.tx, step.row.book, step.row.number));
}

function standingOf(position: ObligationPosition): MoneyStanding {
  return {
    issuedMinor: totalOf(position, 'issued'),
    undrawnMinor: totalOf(position, 'undrawn'),
    outstandingMinor: totalOf(position, 'outstanding'),
    paidOutMinor: totalOf(position, 'paidOut'),
    receivableMinor: ofComponents(position, 'receivable'),
    writtenOffMinor: ofComponents(position, 'writtenOff'),
    principalNotBackMinor: totalOf(position, 'payoutReceivable') + totalOf(position, 'writtenOff'),
  };
}

const ofComponents = (position: ObligationPosition, kind: 'receivable' | 'writtenOff'): number =>
  Object.values(components).reduce((sum, names) => sum + totalOf(position, names[kind]), 0);

/** Gives back what was never drawn, if anything was issued. */
export async function releaseUndrawn(step: CaseStep, reason: ReleaseReason): Promise<void> {
  if (step.row.issuedOn === null) return;
  const { undrawnMinor } = await moneyOf(step);
  if (undrawnMinor > 0) await book(step, 'undrawnReleased', { amountMinor: 'all', reason });
}

/** Principal disbursed and repaid so far, as the bank reported it. */
export async function loanSoFar(
  step: CaseStep,
): Promise<{ disbursedMinor: number; repaidMinor: number }> {
  const facts = await factsOf<{ amountMinor: number }>(step, ['disbursed', 'repaid', 'clawedBack']);
  const sum = (kind: string): number =>
    facts
      .filter((fact) => fact.kind === kind)
      .reduce((total, { data }) => total + data.amountMinor, 0);
  return { disbursedMinor: sum('disbursed'), repaidMinor: sum('repaid') - sum('clawedBack') };
}
