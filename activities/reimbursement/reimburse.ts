import { totalOf } from '#domain/ledger/position';
import type { PartyPart } from '#domain/payout/payout-amount';
import type { CaseStep } from '#store/case/case-step';
import { factsOf, latestFact } from '#store/case/facts';
import { refuseMessage, takeMessage } from '#store/case/letters';
import { readPosition } from '#store/ledger/read-position';
import { book } from '../case/money.js';
import { enter } from '../case/passage.js';
import { programmeOf } from '../case/programme.js';
import { waitFor } from '../case/waits.js';
import type { Nothing, OfMessage, Work } from '../case/work.js';
import { order } from '../case/order.js';

/** 再担保补偿: we have advanced the whole guaranteed part; every other sharer is asked for its own. */
export const requestReimbursement: Work<Nothing, void> = async (step) => {
  const paid = await latestFact<{ amountMinor: number }>(step, 'paidOut');
  if (paid === undefined) throw new Error(`${step.row.number}: a reimbursement without a payout`);
  const parts = await othersParts(step);
  if (parts.length === 0) {
    step.emit({ name: 'StageSkipped', transition: 'complete', data: { reason: 'nobodyShares' } });
    enter(step, 'recovery');
    return;
  }
  for (const [index, { party, amountMinor }] of parts.entries()) {
    await book(step, 'reimbursementRequested', { party, amountMinor });
    order(
      step,
      'RR',
      {
        partner: 'reGuarantor',
        kind: 'reimbursementRequest',
        payload: { party, claim: paid.subject ?? '', amountMinor, currency: step.row.currency },
      },
      index,
    );
    step.note({ kind: 'reimbursementRequested', subject: party, data: { amountMinor } });
  }
  step.emit({ name: 'ReimbursementRequested', transition: 'schedule', data: { parts } });
  waitFor(step, 'reimbursement', 'reGuarantor');
};

/** A sharer pays its part, or refuses it, and that part falls back on us. */
export const recordReimbursement: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<{ party: string; amountMinor?: number }>(step, no);
  const { party } = message.data;
  const open = await openRequests(step);
  const asked = open.get(party);
  if (asked === undefined) {
    await refuseMessage(step, message, 'nothingAskedOfThisParty');
    return;
  }
  const isPaid = message.kind === 'reimbursed';
  const amountMinor = isPaid ? Math.min(message.data.amountMinor ?? asked, asked) : asked;
  await book(
    step,
    isPaid ? 'reimbursementReceived' : 'reimbursementRefused',
    { party, amountMinor },
    message.on,
  );
  step.note({
    kind: 'reimbursementAnswered',
    subject: party,
    data: { isPaid, amountMinor },
    on: message.on,
  });
  step.emit({
    name: isPaid ? 'ReimbursementReceived' : 'ReimbursementRefused',
    activity: 'reimbursementAnswer',
    transition: 'complete',
    resource: party,
    role: 'partner',
    data: { party, amountMinor },
    on: message.on,
  });
  open.delete(party);
  if (open.size > 0) return;
  step.emit({ name: 'ReimbursementSettled', transition: 'complete' });
  enter(step, 'recovery');
};

/** What every other sharer owes us of the payout, as the ledger has it, in the order of the programme's waterfall. */
async function othersParts(step: CaseStep): Promise<PartyPart[]> {
  const position = await readPosition(step.tx, step.row.book, step.row.number);
  return programmeOf(step.row)
    .payout.steps.filter(({ does }) => does === 'reimburses')
    .map(({ party }) => ({
      party,
      amountMinor:
        totalOf(position, 'reimbursementReceivable', { party }) -
        totalOf(position, 'reimbursementRequested', { party }),
    }))
    .filter(({ amountMinor }) => amountMinor > 0);
}

async function openRequests(step: CaseStep): Promise<Map<string, number>> {
  const facts = await factsOf<{ amountMinor: number }>(step, [
    'reimbursementRequested',
    'reimbursementAnswered',
  ]);
  const open = new Map<string, number>();
  for (const { kind, subject, data } of facts) {
    if (kind === 'reimbursementRequested') open.set(subject ?? '', data.amountMinor);
    else open.delete(subject ?? '');
  }
  return open;
}
