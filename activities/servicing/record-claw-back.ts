import { decideClawBack } from '#domain/release/decide-claw-back';
import { totalOf } from '#domain/ledger/position';
import { readPosition } from '#store/ledger/read-position';
import type { CaseStep } from '#store/case/case-step';
import { latestFact } from '#store/case/facts';
import { refuseMessage, takeMessage } from '#store/case/letters';
import { shareOf } from '../case/covered-share.js';
import { book, loanSoFar } from '../case/money.js';
import { enter } from '../case/passage.js';
import type { OfMessage, Work } from '../case/work.js';

/** A repayment taken back in the debtor's bankruptcy: the liability that it released is in force again. */
export const recordClawBack: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<{ amountMinor: number }>(step, no);
  const { amountMinor } = message.data;
  const outcome = decideClawBack({
    clawedBackMinor: amountMinor,
    principalRepaidMinor: (await loanSoFar(step)).repaidMinor,
    share: shareOf(step.row),
    releasedByRepaymentMinor: await releasedMinor(step),
  });
  if (outcome.kind === 'refused') {
    await refuseMessage(step, message, outcome.code);
    return;
  }
  const drawdown = (await latestFact(step, 'repaid'))?.subject ?? '';
  if (step.place === 'released') enter(step, 'servicing');
  await book(
    step,
    'clawedBack',
    { amountMinor: outcome.reinstatedMinor, drawdown, of: 'repayment' },
    message.on,
  );
  step.note({ kind: 'clawedBack', subject: drawdown, data: { amountMinor }, on: message.on });
  step.emit({
    name: 'RepaymentClawedBack',
    activity: 'clawBack',
    transition: 'complete',
    resource: message.source,
    role: 'partner',
    data: { amountMinor, reinstatedMinor: outcome.reinstatedMinor },
    on: message.on,
  });
  if (step.wait === null) step.waitFor({ for: 'repayment', on: 'term' });
};

async function releasedMinor(step: CaseStep): Promise<number> {
  const position = await readPosition(step.tx, step.row.book, step.row.number);
  const released = totalOf(position, 'released');
  // Under a maximum-amount guarantee a repayment gave it back to be drawn again.
  return position.terms?.kindOfGuarantee === 'maximumAmount'
    ? released + totalOf(position, 'undrawn')
    : released;
}
