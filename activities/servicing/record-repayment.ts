import { totalOf } from '#domain/ledger/position';
import { decideRelease } from '#domain/release/decide-release';
import type { RepaymentStanding } from '#domain/release/decide-release';
import { loanByBank } from '#domain/release/loan-by-bank';
import type { LoanMovement } from '#domain/release/loan-by-bank';
import type { CaseStep } from '#store/case/case-step';
import { factsOf, latestFact } from '#store/case/facts';
import { refuseMessage, takeMessage } from '#store/case/letters';
import type { PartnerMessage } from '#store/case/letters';
import { readPosition } from '#store/ledger/read-position';
import { isBankOf } from '../case/banks.js';
import { book, loanSoFar, moneyOf } from '../case/money.js';
import { shareOf } from '../case/covered-share.js';
import { enter } from '../case/passage.js';
import { returnToUndrawn, revolves } from '../case/revolving.js';
import type { OfMessage, Work } from '../case/work.js';

interface ReportedRepayment {
  readonly drawdown: string;
  readonly principalMinor: number;
  /** One of a joint loan's banks, where it tells of its own part alone. */
  readonly beneficiary?: string;
}

/**
 * A repayment of principal releases its covered part; with the last one nothing is owed any more. Under a maximum-amount
 * guarantee it may be drawn again instead. What one of a joint loan's banks reports moves its own part alone.
 */
export const recordRepayment: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<ReportedRepayment>(step, no);
  const { drawdown, principalMinor, beneficiary } = message.data;
  if ((await latestFact(step, 'disbursed', drawdown)) === undefined)
    return refuseMessage(step, message, 'unknownDrawdown');
  if (!isBankOf(step.row, beneficiary)) return refuseMessage(step, message, 'unknownBeneficiary');
  const bank = step.row.promise.beneficiaries === undefined ? undefined : beneficiary;
  const outcome = decideRelease(principalMinor, await standingOf(step, bank));
  if (outcome.kind === 'refused') return refuseMessage(step, message, outcome.code);
  await release(step, message, bank, outcome.releasedMinor);
};

/** Where the loan stands, or one bank's part of it. */
async function standingOf(step: CaseStep, bank: string | undefined): Promise<RepaymentStanding> {
  const { beneficiaries = [] } = step.row.promise;
  const share = shareOf(step.row);
  if (bank === undefined) {
    const { outstandingMinor, undrawnMinor } = await moneyOf(step);
    const guaranteedMinor = step.row.amountMinor;
    return { ...(await loanSoFar(step)), share, guaranteedMinor, outstandingMinor, undrawnMinor };
  }
  const kinds = ['disbursed', 'repaid', 'clawedBack'];
  const movements = (await factsOf<LoanMovement>(step, kinds)).map(({ kind, data }) => ({
    ...data,
    kind: kind as LoanMovement['kind'],
  }));
  const part = loanByBank(movements, beneficiaries).find(({ beneficiary }) => beneficiary === bank);
  if (part === undefined) throw new Error(`${bank} is no bank of ${step.row.number}`);
  const position = await readPosition(step.tx, step.row.book, step.row.number);
  return {
    ...part,
    share,
    guaranteedMinor: totalOf(position, 'issued', { beneficiary: bank }),
    outstandingMinor: totalOf(position, 'outstanding', { beneficiary: bank }),
    undrawnMinor: totalOf(position, 'undrawn', { beneficiary: bank }),
  };
}

async function release(
  step: CaseStep,
  { data, on }: PartnerMessage<ReportedRepayment>,
  bank: string | undefined,
  releasedMinor: number,
): Promise<void> {
  const { drawdown, principalMinor } = data;
  const of = bank === undefined ? {} : { beneficiary: bank };
  step.note({
    kind: 'repaid',
    subject: drawdown,
    data: { amountMinor: principalMinor, ...of },
    on,
  });
  const isRevolving = await revolves(step);
  if (isRevolving) await returnToUndrawn(step, { drawdown, ...of }, releasedMinor, on);
  else if (releasedMinor > 0)
    await book(step, 'released', { amountMinor: releasedMinor, reason: 'repaid', ...of }, on);
  const { outstandingMinor, undrawnMinor } = await moneyOf(step);
  step.emit({
    name: 'RepaymentReceived',
    activity: 'repayment',
    transition: 'complete',
    resource: step.row.bank,
    role: 'partner',
    data: {
      principalMinor,
      ...of,
      ...(isRevolving ? { returnedMinor: releasedMinor } : { releasedMinor }),
      outstandingMinor,
    },
    on,
  });
  const isOver = outstandingMinor + undrawnMinor === 0 && !isRevolving;
  if (isOver && step.place === 'servicing') enter(step, 'release');
}
