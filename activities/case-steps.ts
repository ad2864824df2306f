import type { StepOutcome, StepRef } from '#domain/lifecycle/step';
import { recordStep } from '#store/case/record-step';
import type { Pool } from 'pg';
import { decideApproval } from './approval/decide-approval.js';
import { openApproval } from './approval/open-approval.js';
import { reconsider } from './approval/reconsider.js';
import { assess } from './assessment/assess.js';
import {
  claimTask,
  passDeadline,
  refuseCommand,
  refuseFact,
  remind,
  withdraw,
} from './case/at-any-stage.js';
import { missAnswer, remindOfAnswer } from './case/answers.js';
import { expireReservation } from './case/limits-headroom.js';
import { reportRelatedParty } from './case/limits-related-party.js';
import { NotOnThatDay } from './case/money.js';
import { orRefuse, refuseForItsDay } from './case/or-refuse.js';
import { reopen } from './case/reopen.js';
import type { OfMessage, Work } from './case/work.js';
import { decideClaim } from './claim/decide-claim.js';
import { examineClaim } from './claim/examine-claim.js';
import { fileClaim } from './claim/file-claim.js';
import { recordClaimPapers } from './claim/record-claim-papers.js';
import { recordClaimWithdrawal } from './claim/record-claim-withdrawal.js';
import { releaseByCap } from './claim/release-by-cap.js';
import { recordCommitment } from './commitment/record-commitment.js';
import { sendIntentLetter } from './commitment/send-intent-letter.js';
import { prepareContracts } from './contracting/prepare-contracts.js';
import { recordSignature } from './contracting/record-signature.js';
import { recordCredit } from './credit-check/record-credit.js';
import { requestCredit } from './credit-check/request-credit.js';
import { expireLetter } from './disbursement/expire-letter.js';
import { recordDisbursement } from './disbursement/record-disbursement.js';
import { recordReturn } from './disbursement/record-return.js';
import { decideDueDiligence } from './due-diligence/decide-due-diligence.js';
import { openDueDiligence } from './due-diligence/open-due-diligence.js';
import { takeIn } from './intake/take-in.js';
import { issueLetter } from './issuance/issue-letter.js';
import { mendPayment } from './payment/mend-payment.js';
import { recordPayment } from './payment/record-payment.js';
import { decidePayout, openPayout } from './payout/pay-out.js';
import { recordPayout, recordPayoutRejection } from './payout/record-payout.js';
import { demandInstalment, demandPremium, notePremiumOverdue } from './premium/demand-premium.js';
import { recordPremium } from './premium/record-premium.js';
import { recordCededReturn, settleCededPremium } from './premium/settle-ceded-premium.js';
import { openRecovery } from './recovery/open-recovery.js';
import { recordRecoveryCost } from './recovery/record-recovery-cost.js';
import { checkSettlement, recordSettlement } from './recovery/settle-by-instalments.js';
import { recordRecovery } from './recovery/record-recovery.js';
import { recordFiling } from './reimbursement/file.js';
import { recordReimbursement, requestReimbursement } from './reimbursement/reimburse.js';
import { release } from './release/release.js';
import { decideScreeningReview } from './screening/decide-screening-review.js';
import { screen } from './screening/screen.js';
import { openConditions } from './securing/open-conditions.js';
import { confirmCondition, recordCondition } from './securing/record-condition.js';
import { decideServicing } from './servicing/decide-servicing.js';
import {
  openDischarge,
  openExtension,
  openInspection,
  openPartialRelease,
  openRefinancing,
} from './servicing/open-tasks.js';
import { recordAcceleration } from './servicing/record-acceleration.js';
import { recordAccessory } from './servicing/record-accessory.js';
import { endBankruptcyFiling, recordBankruptcy } from './servicing/record-bankruptcy.js';
import { recordClawBack } from './servicing/record-claw-back.js';
import { recordCure } from './servicing/record-cure.js';
import { recordDeposit } from './servicing/record-deposit.js';
import { proposeDetermination, recordDetermination } from './servicing/determine-claims.js';
import { recordOverdue } from './servicing/record-overdue.js';
import { recordRepayment } from './servicing/record-repayment.js';
import { reclassify, recordClassification } from './servicing/reclassify.js';
import { decideWriteOff, openWriteOff, proposeWriteOff } from './write-off/write-off.js';

/** Every step that a case can take, in the order of a life. */
const works = {
  remind,
  passDeadline,
  remindOfAnswer,
  missAnswer,
  claimTask,
  withdraw,
  refuseCommand,
  refuseFact,
  reopen,
  takeIn,
  screen,
  decideScreeningReview,
  requestCredit,
  recordCredit,
  assess,
  openDueDiligence,
  decideDueDiligence,
  openApproval,
  decideApproval,
  reconsider,
  sendIntentLetter,
  recordCommitment,
  prepareContracts,
  recordSignature,
  openConditions,
  recordCondition,
  confirmCondition,
  demandPremium,
  demandInstalment,
  notePremiumOverdue,
  recordPremium,
  recordPremiumRefund: recordPayment('premiumRefund'),
  settleCededPremium,
  recordCededPremium: recordPayment('cededPremium'),
  recordCededReturn,
  mendPayment,
  expireReservation,
  issueLetter,
  reportRelatedParty,
  recordDisbursement,
  recordFiling,
  recordReturn,
  expireLetter,
  recordRepayment,
  recordOverdue,
  recordCure,
  recordClassification,
  reclassify,
  openInspection,
  openExtension,
  openPartialRelease,
  openDischarge,
  decideServicing,
  openRefinancing,
  recordAcceleration,
  recordDetermination,
  proposeDetermination,
  recordAccessory,
  recordDeposit,
  recordBankruptcy,
  endBankruptcyFiling,
  recordClawBack,
  release,
  fileClaim,
  examineClaim,
  recordClaimPapers,
  recordClaimWithdrawal,
  decideClaim,
  releaseByCap,
  openPayout,
  decidePayout,
  recordPayout,
  recordPayoutRejection,
  requestReimbursement,
  recordReimbursement,
  openRecovery,
  recordRecovery,
  recordRecoveryCost,
  recordSettlement,
  checkSettlement,
  proposeWriteOff,
  openWriteOff,
  decideWriteOff,
};

type Works = typeof works;
type InputOf<W> = W extends Work<infer Input, unknown> ? Input : never;
type ResultOf<W> = W extends (...given: never[]) => Promise<infer Result> ? Result : never;

/** The steps as a workflow calls them: idempotent on (guarantee, step number), one transaction each. */
export type CaseSteps = {
  [Name in keyof Works]: (
    ref: StepRef,
    input: InputOf<Works[Name]>,
  ) => Promise<StepOutcome<ResultOf<Works[Name]>>>;
};

/** The steps over a pool of the application's role: the worker's activities. */
export function caseSteps(pool: Pool): CaseSteps {
  const entries = Object.entries(works).map(([name, work]) => [
    name,
    (ref: StepRef, input: never) => take(pool, ref, name, work, input),
  ]);
  return Object.fromEntries(entries) as CaseSteps;
}

async function take(
  pool: Pool,
  ref: StepRef,
  name: string,
  work: Work<never, unknown>,
  input: never,
): Promise<StepOutcome<unknown>> {
  try {
    return await recordStep(pool, ref, name, (step) => orRefuse(step, () => work(step, input)));
  } catch (error) {
    const { message } = input as Partial<OfMessage>;
    if (!(error instanceof NotOnThatDay) || message === undefined) throw error;
    return recordStep(pool, ref, name, (step) => refuseForItsDay(step, message, error));
  }
}
