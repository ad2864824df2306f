import type { CaseStep } from '#store/case/case-step';
import { refuseMessage, takeMessage } from '#store/case/letters';
import type { NewEvent } from '#store/case/records';
import { keptOf } from '#store/framework/cap-use';
import { book, moneyOf } from '../case/money.js';
import { endCase } from '../case/passage.js';
import { waitFor } from '../case/waits.js';
import type { OfMessage, Work } from '../case/work.js';

type Done = Omit<NewEvent, 'transition'>;

/** The cap period has closed: what the cap kept unpaid is released, borne by the bank. */
export const releaseByCap: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage(step, no);
  const keptMinor = await keptOf(step.tx, step.row.number);
  const { outstandingMinor } = await moneyOf(step);
  if (Math.min(keptMinor, outstandingMinor) === 0) {
    await refuseMessage(step, message, 'nothingKeptByCap');
    await settleAgain(step, { name: 'CapPeriodClosed', activity: 'payoutCap' });
    return;
  }
  await releaseKept(step, { name: 'CapPeriodClosed', activity: 'payoutCap', on: message.on });
};

/** Releases what the cap kept; a case with nothing left to owe or to recover ends. */
export async function releaseKept(step: CaseStep, event: Done): Promise<void> {
  const keptMinor = await keptOf(step.tx, step.row.number);
  const { outstandingMinor } = await moneyOf(step);
  const releasedMinor = Math.min(keptMinor, outstandingMinor);
  await book(step, 'released', { amountMinor: releasedMinor, reason: 'capReached' });
  step.note({ kind: 'releasedByCap', data: { releasedMinor } });
  const done = { ...event, data: { ...event.data, releasedMinor } };
  if (step.place === 'recovery') await settleAgain(step, done);
  else if (releasedMinor === outstandingMinor)
    await endCase(step, 'discharged', 'capReached', done);
  else step.emit({ ...done, transition: 'complete' });
}

/** A case in recovery goes on, or ends as it had ended before it was woken. */
async function settleAgain(step: CaseStep, done: Done): Promise<void> {
  if (step.place !== 'recovery') return;
  const { receivableMinor, writtenOffMinor } = await moneyOf(step);
  if (receivableMinor > 0) {
    step.emit({ ...done, transition: 'complete' });
    if (step.wait === null) waitFor(step, 'recovery', 'applicant');
  } else await endCase(step, writtenOffMinor > 0 ? 'writtenOff' : 'recovered', 'capReached', done);
}
