import type { Opening } from '#domain/lifecycle/opening';
import type { Ending, Stage } from '#domain/lifecycle/stages';
import type { Guarantee } from './case/guarantee.js';
import { openGuarantee } from './case/open-guarantee.js';
import { Overtaken } from './case/perform.js';
import { mayLeave, turnThePage } from './case/turn-the-page.js';
import { wake } from './case/wake.js';
import { approve } from './stages/approval.js';
import { assess } from './stages/assessment.js';
import { claim } from './stages/claim.js';
import { commit } from './stages/commitment.js';
import { contract } from './stages/contracting.js';
import { checkCredit } from './stages/credit-check.js';
import { awaitDisbursement } from './stages/disbursement.js';
import { investigate } from './stages/due-diligence.js';
import { takeIn } from './stages/intake.js';
import { issue } from './stages/issuance.js';
import { payOut } from './stages/payout.js';
import { collectPremium } from './stages/premium.js';
import { recover } from './stages/recovery.js';
import { seekReimbursement } from './stages/reimbursement.js';
import { release } from './stages/release.js';
import { screen } from './stages/screening.js';
import { secure } from './stages/securing.js';
import { service } from './stages/servicing.js';
import { writeOff } from './stages/write-off.js';

/** What a case does where it stands, in the order of a life. A new stage is one line here. */
const life: Readonly<Record<Stage, (guarantee: Guarantee) => Promise<void>>> = {
  // Origination: every stage passes the case on to the next, or ends it (declined, withdrawn, lapsed).
  intake: takeIn, //                 受理    the application and its dated facts
  screening: screen, //              准入    lists and the product's hard rules
  creditCheck: checkCredit, //       征信    the bureau's report, with recorded consent
  assessment: assess, //             评级    points, grade, premium
  dueDiligence: investigate, //      尽调    lead and second officer
  approval: approve, //              评审    the authority matrix, reconsideration once
  commitment: commit, //             意向函  the bank commits or declines
  contracting: contract, //          签约    documents and signatures
  securing: secure, //               落实反担保  conditions precedent
  premium: collectPremium, //        收费    the premium due before the letter
  issuance: issue, //                出函    guarantee letter and disbursement notice
  disbursement: awaitDisbursement, // 放款   within the letter's validity, else it lapses

  // In force: facts as they come, dues as they fall, until nothing is left to owe or the bank claims.
  servicing: service, //             在保
  release: release, //               解保

  // Resolution: a claim is not a payout, and a payout is not yet a loss.
  claim: claim, //                   代偿申请  back in force when it is rejected or withdrawn
  payout: payOut, //                 代偿
  reimbursement: seekReimbursement, // 再担保补偿
  recovery: recover, //              追偿
  writeOff: writeOff, //             核销
};

/**
 * One guarantee, from application to its ending. Read this first.
 *
 * A stage takes one turn (it opens, or a fact, a command or a due happens to it) and leaves the case in the same
 * place or in the next one, as its step recorded it. Between two turns the case may start a new page of history.
 */
export async function guaranteeLifecycle(opening: Opening): Promise<Ending> {
  const guarantee = openGuarantee(opening); // every door is open before the first await
  for (;;) {
    await takeTurn(guarantee);
    if (guarantee.ending !== null && (await mayLeave(guarantee))) return guarantee.ending;
    await turnThePage(guarantee);
  }
}

/** One turn, where the case stands; after its ending, a late recovery or a repayment clawed back may wake it. */
async function takeTurn(guarantee: Guarantee): Promise<void> {
  try {
    await (guarantee.ending === null ? life[guarantee.stage](guarantee) : wake(guarantee));
  } catch (error) {
    // A worker that died had recorded another turn first: the case goes on from where that one left it.
    if (!(error instanceof Overtaken)) throw error;
  }
}
