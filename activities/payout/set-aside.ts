import type { RiskClass } from '#domain/servicing/classification';
import type { CaseStep } from '#store/case/case-step';
import { giveBackCap } from '#store/framework/cap-use';
import type { TaskDecision } from '../case/decide-task.js';
import { book } from '../case/money.js';
import { enter } from '../case/passage.js';
import { answerClaim } from '../claim/answer-claim.js';
import { claimOnFile } from '../claim/claim-on-file.js';
import { planInstalments } from '../premium/demand-premium.js';
import { planInspection, planPeriodEnd } from '../servicing/plan-servicing.js';
import { daysPastDueOf, planReclassification } from '../servicing/reclassify.js';

/**
 * A payout that the bank keeps rejecting is ended by a person, with the reason: nothing was paid, so the liability is in
 * force as before, and the bank is told that its claim was not met and may file it again.
 */
export async function setPayoutAside(
  step: CaseStep,
  { person, reasons, task }: TaskDecision,
): Promise<void> {
  const { claim } = await claimOnFile(step);
  await book(step, 'claimRejected', { claim, amountMinor: 'all' });
  await giveBackCap(step.tx, step.row.number, claim);
  answerClaim(step, claim, { decision: 'rejected', reason: reasons[0] ?? 'payoutSetAside' });
  step.note({ kind: 'payoutSetAside', subject: claim, data: { reasons } });
  step.emit({
    name: 'PayoutSetAside',
    transition: 'complete',
    resource: person,
    role: task.role,
    data: { claim, reasons },
  });
  enter(step, 'servicing');
  step.waitFor({ for: 'repayment', on: 'term' });
  await planPeriodEnd(step);
  await planInstalments(step);
  planInspection(step, step.on, (step.row.classification ?? 'pass') as RiskClass);
  planReclassification(step, await daysPastDueOf(step));
}
