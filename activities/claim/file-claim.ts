import type { BusinessDate } from '#domain/calendar/business-date';
import { decideClaim } from '#domain/claim/decide-claim';
import type { CaseStep } from '#store/case/case-step';
import { factsOf, latestFact } from '#store/case/facts';
import { refuseMessage, takeMessage } from '#store/case/letters';
import { isBankOf } from '../case/banks.js';
import { book, loanSoFar, moneyOf } from '../case/money.js';
import { packOf } from '../case/pack.js';
import { enter } from '../case/passage.js';
import type { OfMessage, Work } from '../case/work.js';
import { answerClaim } from './answer-claim.js';
import type { FiledClaim } from './claim-on-file.js';
import { fileUnderFramework } from './payout-cap.js';

/** 代偿申请: an admissible claim opens the stage; one that cannot be is refused, and the bank is told why. */
export const fileClaim: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<FiledClaim>(step, no);
  const outcome = await admit(step, message.data, message.on);
  if (outcome.kind === 'refused') {
    await refuseMessage(step, message, outcome.code);
    answerClaim(step, message.data.claim, { decision: 'rejected', reason: outcome.code });
    return;
  }
  const { claim, principalMinor } = message.data;
  await book(step, 'claimed', { claim, amountMinor: principalMinor }, message.on);
  await fileUnderFramework(step, claim, principalMinor, message.on);
  step.note({ kind: 'claimFiled', subject: claim, data: message.data, on: message.on });
  enter(step, 'claim');
  step.emit({
    name: 'ClaimFiled',
    transition: 'schedule',
    resource: step.row.bank,
    role: 'partner',
    data: { claim, principalMinor },
    on: message.on,
  });
};

async function admit(step: CaseStep, claim: FiledClaim, filedOn: BusinessDate) {
  const stranger = whyNotOfAllBanks(step, claim.beneficiary);
  if (stranger !== undefined) return { kind: 'refused', code: stranger } as const;
  const pack = packOf(step.row);
  const { outstandingMinor } = await moneyOf(step);
  const { disbursedMinor, repaidMinor } = await loanSoFar(step);
  const term = await latestFact<{ guaranteePeriodEnd: BusinessDate }>(step, 'maturitySet');
  const overdue = await latestFact<{ cureEndsOn: BusinessDate }>(step, 'overdue');
  const isDue = await isDueEarly(step, filedOn);
  const isLent = (await factsOf(step, ['disbursed'])).some(({ on }) => on <= filedOn);
  if (term === undefined) throw new Error(`${step.row.number} has no guarantee period on record`);
  return decideClaim(
    {
      filedOn,
      claimedPrincipalMinor: claim.principalMinor,
      principalOwedMinor: disbursedMinor - repaidMinor,
      outstandingMinor: isLent ? outstandingMinor : 0,
      guaranteePeriodEnd: term.data.guaranteePeriodEnd,
      cureEndsOn: isDue ? null : (overdue?.data.cureEndsOn ?? null),
      papers: claim.papers,
      supplement: 'notAsked',
    },
    pack.claim,
  );
}

/** A joint loan's banks claim together, through their agent (代理行), as the contract has it. */
function whyNotOfAllBanks(step: CaseStep, named: string | undefined) {
  if (!isBankOf(step.row, named)) return 'unknownBeneficiary';
  const isJoint = step.row.promise.beneficiaries !== undefined;
  return isJoint && named !== undefined ? 'banksClaimTogether' : undefined;
}

/** Called due by the bank, or by the acceptance of the debtor's bankruptcy (企业破产法 46): no cure is waited for. */
async function isDueEarly(step: CaseStep, on: BusinessDate): Promise<boolean> {
  const called = await latestFact<{ acceleratedTo: BusinessDate }>(step, 'accelerated');
  const bankrupt = await latestFact<{ acceptedOn: BusinessDate }>(step, 'debtorBankrupt');
  const days = [called?.data.acceleratedTo, bankrupt?.data.acceptedOn];
  return days.some((day) => day !== undefined && day <= on);
}
