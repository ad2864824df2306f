import type { FactDetails } from '#domain/ledger/facts';
import { refuseMessage, takeMessage } from '#store/case/letters';
import { book, moneyOf } from '../case/money.js';
import { noteUnderFramework } from '../claim/payout-cap.js';
import { endCase } from '../case/passage.js';
import { waitFor } from '../case/waits.js';
import type { OfMessage, Work } from '../case/work.js';
import { depositHeld } from '../servicing/record-deposit.js';
import { passOnRecovery } from './pass-on-recovery.js';

interface ReportedRecovery {
  readonly source: FactDetails['recovered']['source'];
  readonly amountMinor: number;
}

/** Money comes back: costs first, then the sum paid out, of which the sharers get their parts. The last of it ends the case; a late one ends it again. */
export const recordRecovery: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<ReportedRecovery>(step, no);
  const { source, amountMinor } = message.data;
  if (amountMinor <= 0) {
    await refuseMessage(step, message, 'notPositive');
    return;
  }
  if (source === 'deposit' && amountMinor > (await depositHeld(step))) {
    await refuseMessage(step, message, 'aboveDeposits');
    return;
  }
  const before = await moneyOf(step);
  const isLate = before.receivableMinor === 0 && before.writtenOffMinor > 0;
  const after = await book(
    step,
    isLate ? 'recoveredAfterWriteOff' : 'recovered',
    { source, amountMinor },
    message.on,
  );
  await noteUnderFramework(step, before, after);
  step.note({
    kind: isLate ? 'recoveredLate' : 'recovered',
    subject: source,
    data: { amountMinor },
    on: message.on,
  });
  await passOnRecovery(step, message.on);
  const event = {
    name: 'RecoveryReceived',
    resource: message.source,
    role: 'partner',
    data: { source, amountMinor },
    on: message.on,
  };
  if (after.receivableMinor > 0) {
    step.emit({ ...event, activity: 'recoveryReceipt', transition: 'complete' });
    if (step.wait === null) waitFor(step, 'recovery', 'applicant');
  } else if (isLate) await endCase(step, 'writtenOff', 'lateRecovery', event);
  else await endCase(step, 'recovered', 'recoveredInFull', event);
};
