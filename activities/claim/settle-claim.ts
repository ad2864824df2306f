import {
  amountsOf,
  sumOfAccessories,
  type PayableAccessory,
} from '#domain/payout/payable-accessories';
import { payoutAmount, type PayoutAmount } from '#domain/payout/payout-amount';
import type { CaseStep } from '#store/case/case-step';
import { cancelOpenTasks } from '#store/case/tasks';
import { closeUnderCap } from '#store/framework/cap-use';
import { shareOf } from '../case/covered-share.js';
import { book, moneyOf } from '../case/money.js';
import { enter } from '../case/passage.js';
import { answerClaim } from './answer-claim.js';
import { claimTasks } from './claim-tasks.js';
import { claimOnFile, type ClaimOnFile } from './claim-on-file.js';
import { accessoriesOf, whyLimited } from './claimed-accessories.js';
import { capsOn, isCapClosed, takeFromCap } from './payout-cap.js';
import { releaseKept } from './release-by-cap.js';

export type ClaimSettlement =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'rejected'; readonly reasons: readonly string[] }
  | { readonly kind: 'withdrawn' };

/** What becomes of a claim: accepted it goes to payout, else the guarantee is back in force as it was. */
export async function settleClaim(
  step: CaseStep,
  settlement: ClaimSettlement,
  person: string | null,
): Promise<void> {
  const filed = await claimOnFile(step);
  const { claim } = filed;
  switch (settlement.kind) {
    case 'accepted':
      return accept(step, filed, person);
    case 'rejected':
      await book(step, 'claimRejected', { claim, amountMinor: 'all' });
      await closeUnderCap(step.tx, step.row.number, claim, 'rejected');
      answerClaim(step, claim, {
        decision: 'rejected',
        reason: settlement.reasons[0] ?? 'byExaminer',
      });
      return backInForce(step, 'ClaimRejected', person, settlement.reasons);
    case 'withdrawn':
      await book(step, 'claimWithdrawn', { claim, amountMinor: 'all' });
      await closeUnderCap(step.tx, step.row.number, claim, 'withdrawn');
      return backInForce(step, 'ClaimWithdrawn', person, []);
  }
}

/** What a guarantee in force does of itself ends with the acceptance of a claim. */
const offTheAgenda = [
  'inspection',
  'classification',
  'guaranteePeriodEnds',
  'premiumDue',
  'premiumOverdue',
] as const;

async function accept(step: CaseStep, filed: ClaimOnFile, person: string | null): Promise<void> {
  const { claim, principalMinor } = filed;
  const { outstandingMinor } = await moneyOf(step);
  const payout = payoutAmount({
    claimedPrincipalMinor: principalMinor,
    share: shareOf(step.row),
    outstandingMinor,
    caps: await capsOn(step, claim),
  });
  // Repaid since the claim was filed: nothing is owed any more.
  if (payout.payableMinor + payout.keptByCapMinor === 0)
    return settleClaim(step, { kind: 'rejected', reasons: ['nothingOutstanding'] }, person);
  await takeFromCap(step, claim, payout);
  const accessories = await accessoriesOf(step, filed, payout.payableMinor);
  const accepted = { ...payout, ...(accessories.length === 0 ? {} : { accessories }) };
  step.note({ kind: 'claimAccepted', subject: claim, data: accepted });
  if (payout.payableMinor === 0 && payout.keptByCapMinor > 0)
    return keep(step, claim, payout, person);
  answerAccepted(step, claim, payout.payableMinor, accessories);
  step.emit({
    name: 'ClaimAccepted',
    transition: 'complete',
    resource: person,
    data: { claim, ...accepted },
  });
  for (const name of offTheAgenda) step.clear(name);
  await cancelOpenTasks(step);
  enter(step, 'payout');
}

function answerAccepted(
  step: CaseStep,
  claim: string,
  principalMinor: number,
  accessories: readonly PayableAccessory[],
): void {
  const payableMinor = principalMinor + sumOfAccessories(amountsOf(accessories));
  const reason = whyLimited(accessories);
  const why = reason === undefined ? {} : { reason };
  answerClaim(step, claim, { decision: 'accepted', payableMinor, ...why });
}

/** The cap leaves nothing to pay: the liability stays outstanding until the cap period closes. */
async function keep(
  step: CaseStep,
  claim: string,
  payout: PayoutAmount,
  person: string | null,
): Promise<void> {
  await book(step, 'claimSettled', { claim, amountMinor: 'all' });
  answerClaim(step, claim, { decision: 'rejected', reason: 'capReached' });
  if (await isCapClosed(step)) {
    const data = { claim, ...payout };
    return releaseKept(step, { name: 'ClaimKeptByCap', resource: person, data });
  }
  return backInForce(step, 'ClaimKeptByCap', person, ['capReached']);
}

async function backInForce(
  step: CaseStep,
  name: string,
  person: string | null,
  reasons: readonly string[],
): Promise<void> {
  step.emit({ name, transition: 'complete', resource: person, data: { reasons } });
  await cancelOpenTasks(step, claimTasks);
  enter(step, 'servicing');
  const { outstandingMinor, undrawnMinor } = await moneyOf(step);
  if (outstandingMinor + undrawnMinor === 0) enter(step, 'release');
  else step.waitFor({ for: 'repayment', on: 'term' });
}
