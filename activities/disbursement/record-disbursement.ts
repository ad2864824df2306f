import type { BusinessDate } from '#domain/calendar/business-date';
import { decideDisbursement } from '#domain/disbursement/decide-disbursement';
import type {
  DisbursementOutcome,
  DisbursementStanding,
} from '#domain/disbursement/decide-disbursement';
import type { LetterTerms } from '#domain/issuance/letter-terms';
import type { CaseStep } from '#store/case/case-step';
import { latestFact } from '#store/case/facts';
import { refuseMessage, takeMessage } from '#store/case/letters';
import { settleAnswer } from '../case/answers.js';
import { book, loanSoFar, moneyOf } from '../case/money.js';
import type { MoneyStanding } from '../case/money.js';
import { packOf } from '../case/pack.js';
import { pass } from '../case/passage.js';
import { revolves } from '../case/revolving.js';
import type { OfMessage, Work } from '../case/work.js';
import { planInstalments } from '../premium/demand-premium.js';
import { fileWithReGuarantor } from '../reimbursement/file.js';
import { determineClaims, planDetermination } from '../servicing/determine-claims.js';
import { planServicing } from '../servicing/plan-servicing.js';
import { shareOf } from '../case/covered-share.js';

interface ReportedDisbursement {
  readonly drawdown: string;
  readonly amountMinor: number;
  readonly final: boolean;
}

/** 放款: a drawdown brings liability into force; the last one releases what stays undrawn the same day. */
export const recordDisbursement: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<ReportedDisbursement>(step, no);
  const { drawdown, amountMinor, final } = message.data;
  const outcome = await decide(step, amountMinor, message.on);
  const known = await latestFact(step, 'disbursed', drawdown);
  if (outcome.kind === 'refused' || known !== undefined) {
    await refuseMessage(step, message, outcome.kind === 'refused' ? outcome.code : 'drawdownKnown');
    return;
  }
  step.note({ kind: 'disbursed', subject: drawdown, data: message.data, on: message.on });
  const undrawnMinor = await bookDrawdown(step, drawdown, outcome, final, message.on);
  const event = {
    name: 'LoanDisbursed',
    resource: step.row.bank,
    role: 'partner',
    data: { drawdown, amountMinor, outstandingAddedMinor: outcome.outstandingAddedMinor },
    on: message.on,
  };
  if (step.place === 'disbursement') {
    // Lent instead of returned: the letter that was asked back is drawn on now.
    await settleAnswer(step, 'letterReturn', 'disbursed');
    pass(step, event);
    const maturity = planServicing(step, message.on);
    await planInstalments(step);
    await fileWithReGuarantor(step, message.on);
    if (await revolves(step)) planDetermination(step, maturity);
    else if (undrawnMinor > 0) await planLetterExpiry(step);
  } else step.emit({ ...event, activity: 'drawdown', transition: 'complete' });
};

async function decide(
  step: CaseStep,
  amountMinor: number,
  on: BusinessDate,
): Promise<DisbursementOutcome> {
  const letter = await letterOf(step);
  const money = await moneyOf(step);
  const { disbursedMinor, repaidMinor } = await loanSoFar(step);
  const isRevolving = await revolves(step);
  const standing: DisbursementStanding = {
    issuedOn: letter.issuedOn,
    // What is repaid may be drawn again until the claims are determined: then only what is owed counts.
    validUntil: ((isRevolving ? step.row.maturityOn : null) ?? letter.validUntil) as BusinessDate,
    loanMinor: step.row.loanMinor,
    guaranteedMinor: step.row.amountMinor,
    share: shareOf(step.row),
    disbursedMinor: isRevolving ? disbursedMinor - repaidMinor : disbursedMinor,
    drawnMinor: isRevolving ? money.outstandingMinor : drawnOf(money),
    undrawnMinor: money.undrawnMinor,
  };
  return decideDisbursement(
    { amountMinor, disbursedOn: on },
    standing,
    packOf(step.row).disbursement,
  );
}

async function letterOf(step: CaseStep): Promise<LetterTerms> {
  const letter = await latestFact<LetterTerms>(step, 'letterIssued');
  if (letter === undefined) throw new Error(`${step.row.number} has no letter on record`);
  return letter.data;
}

/** What the bank may still draw ends with the letter's validity. */
async function planLetterExpiry(step: CaseStep): Promise<void> {
  const { expiresAt } = await letterOf(step);
  step.plan({ name: 'letterExpires', at: expiresAt });
}

/** All liability that drawdowns have brought into force: what was issued and is not undrawn any more. */
function drawnOf(money: MoneyStanding): number {
  return money.issuedMinor - money.undrawnMinor;
}

/** Books a drawdown; the last one releases what stays undrawn. Returns what may still be drawn. */
async function bookDrawdown(
  step: CaseStep,
  drawdown: string,
  outcome: Extract<DisbursementOutcome, { kind: 'accepted' }>,
  final: boolean,
  on: BusinessDate,
): Promise<number> {
  const added = outcome.outstandingAddedMinor;
  if (added > 0) await book(step, 'drawn', { drawdown, amountMinor: added }, on);
  const leftMinor = outcome.undrawnReleasedMinor + outcome.undrawnLeftMinor;
  const isLast = final || outcome.undrawnReleasedMinor > 0;
  if (!isLast || leftMinor === 0) return leftMinor;
  // Without another drawdown no new claim can arise (民法典 423).
  if (await revolves(step)) await determineClaims(step, { reason: 'noFurtherClaims', on });
  else await book(step, 'undrawnReleased', { amountMinor: 'all', reason: 'notDisbursed' }, on);
  return 0;
}
