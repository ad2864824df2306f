import type { BusinessDate } from '#domain/calendar/business-date';
import { endOfDay } from '#domain/calendar/instant';
import { filingDeadline } from '#domain/servicing/filing-deadline';
import type { CaseStep } from '#store/case/case-step';
import { latestFact } from '#store/case/facts';
import { refuseMessage, takeMessage } from '#store/case/letters';
import { openTask } from '#store/case/tasks';
import { accrualsSince } from '#store/ledger/accruals';
import type { TaskDecision } from '../case/decide-task.js';
import { book } from '../case/money.js';
import { revolves } from '../case/revolving.js';
import type { OfDue, OfMessage, Work } from '../case/work.js';
import { determineClaims } from './determine-claims.js';
import { daysPastDueOf, reclassifyAt } from './reclassify.js';

interface Acceptance {
  readonly acceptedOn: BusinessDate;
  readonly filingDeadline?: BusinessDate;
}

/**
 * The court accepts the debtor's bankruptcy: interest stops that day (担保制度解释 22), the class is at its floor, and
 * somebody has to file the claim with the administrator in time.
 */
export const recordBankruptcy: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<Acceptance>(step, no);
  if ((await latestFact(step, 'debtorBankrupt')) !== undefined) {
    await refuseMessage(step, message, 'alreadyBankrupt');
    return;
  }
  const { acceptedOn } = message.data;
  await book(step, 'bankruptcyAccepted', {}, acceptedOn);
  const undone = await undoAccruals(step, acceptedOn);
  const filedBy = filingDeadline(acceptedOn, message.data.filingDeadline ?? null);
  step.note({ kind: 'debtorBankrupt', data: { ...message.data, filedBy }, on: message.on });
  step.emit({
    name: 'BankruptcyAccepted',
    activity: 'bankruptcy',
    transition: 'start',
    resource: message.source,
    role: 'partner',
    data: { acceptedOn, filedBy, accrualsUndone: undone },
    on: message.on,
  });
  await seeToFiling(step, filedBy);
  await reclassifyAt(step, await daysPastDueOf(step), ['debtorBankrupt']);
  if (await revolves(step)) await determineClaims(step, { reason: 'bankruptcy', on: acceptedOn });
};

/** Interest that was booked for days from the acceptance on is undone by reversing entries, each on its own day. */
async function undoAccruals(step: CaseStep, acceptedOn: string): Promise<number> {
  const accruals = await accrualsSince(step.tx, step.row, acceptedOn);
  for (const { reference, valueDate } of accruals) {
    await book(step, 'reversed', { reverses: reference }, valueDate);
  }
  return accruals.length;
}

/** While people look after the case its claims desk sees to the filing; the last day is on the agenda either way. */
async function seeToFiling(step: CaseStep, filedBy: BusinessDate): Promise<void> {
  const dueAt = endOfDay(filedBy, step.row.timeZone);
  step.plan({ name: 'bankruptcyFilingEnds', at: dueAt > step.at ? dueAt : step.at });
  const isInForce = step.place === 'servicing' || step.place === 'claim';
  if (isInForce) await openTask(step, { kind: 'bankruptcyFiling', dueAt });
}

/** Filed by us for what we may have to pay (企业破产法 51), or left to the bank that has filed all of it. */
export function answerFiling(
  step: CaseStep,
  { outcome, reasons, person }: TaskDecision,
): Promise<void> {
  step.clear('bankruptcyFilingEnds');
  step.note({
    kind: 'bankruptcyFiled',
    data: { by: outcome === 'filed' ? 'us' : 'bank', reasons },
  });
  step.emit({
    name: 'BankruptcyClaimFiled',
    activity: 'bankruptcy',
    transition: 'complete',
    resource: person,
    data: { by: outcome === 'filed' ? 'us' : 'bank', reasons },
  });
  return Promise.resolve();
}

/** The filing's last day is over: without a filing on record what could have been received may be lost (24). */
export const endBankruptcyFiling: Work<OfDue, void> = async (step) => {
  if ((await latestFact(step, 'bankruptcyFiled')) !== undefined) return;
  step.note({ kind: 'bankruptcyFilingMissed', data: {} });
  step.emit({
    name: 'BankruptcyFilingMissed',
    activity: 'bankruptcy',
    transition: 'schedule',
    role: 'claims',
    data: { consequence: 'whatCouldHaveBeenReceivedMayBeLost' },
  });
};
