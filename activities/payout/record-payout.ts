import type { PartyPart, PayoutAmount } from '#domain/payout/payout-amount';
import { remainderAfterPayout } from '#domain/payout/payout-amount';
import { payoutByDrawdown, type BankPart } from '#domain/payout/payout-by-bank';
import { payoutWaterfall } from '#domain/programmes/waterfall';
import type { CaseStep } from '#store/case/case-step';
import { latestFact } from '#store/case/facts';
import { refuseMessage, takeMessage } from '#store/case/letters';
import { readPosition } from '#store/ledger/read-position';
import { book, moneyOf } from '../case/money.js';
import { packOf } from '../case/pack.js';
import { enter } from '../case/passage.js';
import { agreedShares, programmeOf } from '../case/programme.js';
import type { OfMessage, Work } from '../case/work.js';
import { claimOnFile } from '../claim/claim-on-file.js';

interface SettledPayment {
  readonly reference: string;
  readonly amountMinor: number;
  readonly reason?: string;
}

interface OrderedPayment {
  readonly claim: string;
  readonly amountMinor: number;
  readonly beneficiaries?: readonly BankPart[];
}

/** 已代偿: the bank has executed our order; outstanding becomes paid out, what remains is released or stays. */
export const recordPayout: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<SettledPayment>(step, no);
  const ordered = await latestFact<OrderedPayment>(step, 'payoutOrdered', message.data.reference);
  if (ordered?.data.amountMinor !== message.data.amountMinor) {
    await refuseMessage(
      step,
      message,
      ordered === undefined ? 'unknownReference' : 'amountDiffers',
    );
    return;
  }
  const { claim, amountMinor, beneficiaries } = ordered.data;
  const before = (await moneyOf(step)).outstandingMinor;
  await payDrawdowns(step, claim, amountMinor, message.on);
  await book(step, 'claimSettled', { claim, amountMinor: 'all' }, message.on);
  await releaseRemainder(step, before, message.on);
  step.note({
    kind: 'paidOut',
    subject: claim,
    data: { amountMinor, reference: message.data.reference },
    on: message.on,
  });
  step.emit({
    name: 'PayoutMade',
    transition: 'complete',
    resource: message.source,
    role: 'partner',
    data: { claim, amountMinor, ...(beneficiaries === undefined ? {} : { beneficiaries }) },
    on: message.on,
  });
  enter(step, 'reimbursement');
};

/** The bank will not execute the order: the payout is requested again, then under a new reference. */
export const recordPayoutRejection: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<SettledPayment>(step, no);
  const { reference, reason } = message.data;
  step.note({ kind: 'payoutRejected', subject: reference, data: { reason }, on: message.on });
  step.emit({
    name: 'PayoutRejected',
    transition: 'complete',
    resource: message.source,
    role: 'partner',
    data: { reference },
    on: message.on,
  });
  step.startAfresh();
};

/** The payout goes to the oldest drawdown first; who bears it is the programme's waterfall on the bank's loss. */
async function payDrawdowns(
  step: CaseStep,
  claim: string,
  amountMinor: number,
  on: string,
): Promise<void> {
  const position = await readPosition(step.tx, step.row.book, step.row.number);
  for (const { drawdown, principalMinor } of payoutByDrawdown(position, amountMinor)) {
    const isWhole = principalMinor === amountMinor;
    const borne = isWhole ? { borne: await borneParts(step, amountMinor) } : {};
    await book(step, 'paidOut', { claim, drawdown, principalMinor, ...borne }, on);
  }
}

/** Over several drawdowns the ledger splits each by the shares. */
async function borneParts(step: CaseStep, payableMinor: number): Promise<PartyPart[]> {
  const { principalMinor } = await claimOnFile(step);
  const { steps } = programmeOf(step.row).payout;
  const paid = { lossMinor: Math.max(principalMinor, payableMinor), payableMinor };
  return payoutWaterfall(paid, await agreedShares(step), steps)
    .filter(({ does }) => does !== 'retains')
    .map(({ party, borneMinor }) => ({ party, amountMinor: borneMinor }));
}

async function releaseRemainder(
  step: CaseStep,
  outstandingMinor: number,
  on: string,
): Promise<void> {
  const accepted = await latestFact<PayoutAmount>(step, 'claimAccepted');
  if (accepted === undefined)
    throw new Error(`${step.row.number}: a payout without an accepted claim`);
  const rule = packOf(step.row).payout.remainderAfterPayout;
  const { releasedMinor } = remainderAfterPayout(outstandingMinor, accepted.data, rule);
  if (releasedMinor > 0) {
    await book(
      step,
      'released',
      { amountMinor: releasedMinor, reason: 'remainderAfterPayout' },
      on,
    );
  }
  const { undrawnMinor } = await moneyOf(step);
  if (undrawnMinor > 0)
    await book(step, 'undrawnReleased', { amountMinor: 'all', reason: 'remainderAfterPayout' }, on);
}
