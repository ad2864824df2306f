import { moneyOf } from '../case/money.js';
import { packOf } from '../case/pack.js';
import { endCase, enter } from '../case/passage.js';
import { waitFor } from '../case/waits.js';
import type { Nothing, Work } from '../case/work.js';
import { claimOnFile } from '../claim/claim-on-file.js';

/** 追偿 begins; where the pack writes off on the day of payout and nothing is expected, it ends at once. */
export const openRecovery: Work<Nothing, void> = async (step) => {
  const { receivableMinor } = await moneyOf(step);
  if (receivableMinor === 0) {
    await endCase(step, 'recovered', 'nothingLeftToRecover', { name: 'RecoveryCompleted' });
    return;
  }
  const { recoveryExpected } = await claimOnFile(step);
  if (packOf(step.row).writeOff.kind === 'onPayoutDay' && !recoveryExpected) {
    step.emit({ name: 'RecoveryAbandoned', transition: 'complete', data: { receivableMinor } });
    enter(step, 'writeOff');
  } else waitFor(step, 'recovery', 'applicant');
};
