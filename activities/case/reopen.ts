import { isOfDebt } from '#domain/lifecycle/messages';
import type { MessageOfDebt } from '#domain/lifecycle/messages';
import { receptionOf } from '#domain/lifecycle/reception';
import { refuseMessage, takeMessage } from '#store/case/letters';
import { releaseByCap } from '../claim/release-by-cap.js';
import { recordPayment } from '../payment/record-payment.js';
import { recordCededReturn, settleCededPremium } from '../premium/settle-ceded-premium.js';
import { recordRecovery } from '../recovery/record-recovery.js';
import { recordRecoveryCost } from '../recovery/record-recovery-cost.js';
import { recordClawBack } from '../servicing/record-claw-back.js';
import { enter } from './passage.js';
import type { OfMessage, Work } from './work.js';

const worksOfDebts: Readonly<Record<MessageOfDebt, Work<OfMessage, void>>> = {
  premiumRefundSettled: recordPayment('premiumRefund'),
  premiumRefundRejected: recordPayment('premiumRefund'),
  cededPremiumDue: settleCededPremium,
  cededPremiumSettled: recordPayment('cededPremium'),
  cededPremiumRejected: recordPayment('cededPremium'),
  cededPremiumReturnReceived: recordCededReturn,
};

/**
 * A fact after the ending: what is told of a debt of ours is booked, a late recovery or a claw-back reopens the case and is
 * booked; all else is too late.
 */
export const reopen: Work<OfMessage, void> = async (step, input) => {
  const message = await takeMessage(step, input.message);
  if (receptionOf(step.place, message.kind) !== 'now') {
    await refuseMessage(step, message, 'caseHasEnded');
    return;
  }
  if (isOfDebt(message.kind)) return worksOfDebts[message.kind](step, input);
  switch (message.kind) {
    case 'repaymentClawedBack':
      return recordClawBack(step, input);
    case 'capPeriodClosed':
      if (step.place === 'released') return refuseMessage(step, message, 'nothingKeptByCap');
      enter(step, 'recovery');
      return releaseByCap(step, input);
    case 'recoveryCostPaid':
      enter(step, 'recovery');
      return recordRecoveryCost(step, input);
    default:
      enter(step, 'recovery');
      return recordRecovery(step, input);
  }
};
