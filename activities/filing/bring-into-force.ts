import type { CaseStep } from '#store/case/case-step';
import { acceptedRowOf, type AcceptedRow } from '#store/framework/acceptance';
import { endOfDay } from '#domain/calendar/instant';
import type { BusinessDate } from '#domain/calendar/business-date';
import { book } from '../case/money.js';
import { enter, stageAfter } from '../case/passage.js';
import { sharersOf } from '../case/programme.js';
import { cedePremium } from '../premium/cede-premium.js';
import { planServicing } from '../servicing/plan-servicing.js';

/**
 * 见贷即保: the row was checked and accepted before the case began, and the bank has lent already. The stages between
 * are entered and left, visibly skipped, in this one step; the value date is the day of disbursement.
 */
export async function bringIntoForce(step: CaseStep): Promise<void> {
  const row = await acceptedRowOf(step.tx, step.row.number);
  if (row === undefined) throw new Error(`${step.row.number} was never accepted`);
  step.note({ kind: 'filed', subject: row.framework, data: row });
  step.emit({
    name: 'FilingAccepted',
    transition: 'complete',
    resource: step.row.submittedBy,
    data: { framework: row.framework, loanReference: row.loanReference },
  });
  for (;;) {
    enter(step, stageAfter(step.stage));
    if (step.stage === 'servicing') break;
    if (step.stage === 'issuance') await promise(step, row);
    if (step.stage === 'disbursement') await recordLoan(step, row);
    step.emit({ name: 'StageSkipped', transition: 'complete', data: { reason: 'batchMode' } });
  }
  planServicing(step, row.disbursedOn);
}

/** The framework agreement is the letter: it cannot be drawn on after the day of disbursement. */
async function promise(step: CaseStep, row: AcceptedRow): Promise<void> {
  const { amountMinor, loanMinor, bank, product, timeZone } = step.row;
  const { disbursedOn: on, premiumMinor } = row;
  await book(
    step,
    'issued',
    {
      amountMinor,
      beneficiary: bank,
      shares: await sharersOf(step),
      retainedMinor: loanMinor - amountMinor,
      product,
    },
    on,
  );
  if (premiumMinor > 0) {
    const cover = { coversFrom: on, coversMonths: step.row.tenorMonths };
    await book(step, 'premiumAccrued', { amountMinor: premiumMinor, ...cover }, on);
  }
  await cedePremium(step, on);
  step.change({ issuedOn: on });
  const expiresAt = endOfDay(on as BusinessDate, timeZone);
  const terms = { issuedOn: on, guaranteedMinor: amountMinor, validUntil: on, expiresAt };
  step.note({ kind: 'letterIssued', data: { ...terms, reminderAt: null }, on });
}

async function recordLoan(step: CaseStep, row: AcceptedRow): Promise<void> {
  const { amountMinor, loanMinor } = step.row;
  const drawdown = row.loanReference;
  const data = { drawdown, amountMinor: loanMinor, final: true };
  await book(step, 'drawn', { drawdown, amountMinor }, row.disbursedOn);
  step.note({ kind: 'disbursed', subject: drawdown, data, on: row.disbursedOn });
}
