import { decideRelease } from '#domain/release/decide-release';
import { latestFact } from '#store/case/facts';
import { refuseMessage, takeMessage } from '#store/case/letters';
import { book, loanSoFar, moneyOf } from '../case/money.js';
import { shareOf } from '../case/covered-share.js';
import { enter } from '../case/passage.js';
import { returnToUndrawn, revolves } from '../case/revolving.js';
import type { OfMessage, Work } from '../case/work.js';

interface ReportedRepayment {
  readonly drawdown: string;
  readonly principalMinor: number;
}

/**
 * A repayment of principal releases its covered part; with the last one nothing is owed any more. Under a maximum-amount
 * guarantee it may be drawn again instead.
 */
export const recordRepayment: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<ReportedRepayment>(step, no);
  const { drawdown, principalMinor } = message.data;
  const money = await moneyOf(step);
  const standing = {
    ...(await loanSoFar(step)),
    share: shareOf(step.row),
    guaranteedMinor: step.row.amountMinor,
    outstandingMinor: money.outstandingMinor,
    undrawnMinor: money.undrawnMinor,
  };
  const known = await latestFact(step, 'disbursed', drawdown);
  if (known === undefined) {
    await refuseMessage(step, message, 'unknownDrawdown');
    return;
  }
  const outcome = decideRelease(principalMinor, standing);
  if (outcome.kind === 'refused') {
    await refuseMessage(step, message, outcome.code);
    return;
  }
  step.note({
    kind: 'repaid',
    subject: drawdown,
    data: { amountMinor: principalMinor },
    on: message.on,
  });
  const isRevolving = await revolves(step);
  if (isRevolving) await returnToUndrawn(step, drawdown, outcome.releasedMinor, message.on);
  else if (outcome.releasedMinor > 0) {
    await book(
      step,
      'released',
      { amountMinor: outcome.releasedMinor, reason: 'repaid' },
      message.on,
    );
  }
  step.emit({
    name: 'RepaymentReceived',
    activity: 'repayment',
    transition: 'complete',
    resource: step.row.bank,
    role: 'partner',
    data: {
      principalMinor,
      ...(isRevolving
        ? { returnedMinor: outcome.releasedMinor }
        : { releasedMinor: outcome.releasedMinor }),
      outstandingMinor: outcome.outstandingMinor,
    },
    on: message.on,
  });
  const isOver = outcome.kind === 'fullyReleased' && !isRevolving;
  if (isOver && step.place === 'servicing') enter(step, 'release');
};
