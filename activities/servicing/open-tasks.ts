import type { BusinessDate } from '#domain/calendar/business-date';
import { decideDischarge } from '#domain/discharge/decide-discharge';
import type { DischargeFacts } from '#domain/discharge/decide-discharge';
import type { CaseStep } from '#store/case/case-step';
import { factsOf, latestFact } from '#store/case/facts';
import { takeMessage } from '#store/case/letters';
import { openTask } from '#store/case/tasks';
import { moneyOf } from '../case/money.js';
import { packOf } from '../case/pack.js';
import { timesOf, type TimedTask } from '../case/waits.js';
import type { OfDue, OfMessage, Work } from '../case/work.js';

/** 保后检查 falls due: an officer looks, while the case goes on. */
export const openInspection: Work<OfDue, void> = async (step) => {
  await open(step, 'inspection');
};

/** The guarantee period is over without a valid exercise on record: a person confirms on evidence, or keeps it. */
export const openDischarge: Work<OfDue, void> = async (step) => {
  const { outstandingMinor } = await moneyOf(step);
  const outcome = decideDischarge(await dischargeFacts(step, outstandingMinor), step.on);
  step.note({ kind: 'guaranteePeriodEnded', data: { outcome, outstandingMinor } });
  step.emit({
    name: 'GuaranteePeriodEnded',
    activity: 'discharge',
    transition: 'schedule',
    data: { outcome: outcome.kind },
  });
  if (outcome.kind === 'dischargeable') await open(step, 'dischargeConfirmation');
};

/** A claim filed in time is a demand on us: it keeps the guarantee alive (民法典 693). */
async function dischargeFacts(step: CaseStep, outstandingMinor: number): Promise<DischargeFacts> {
  const term = await latestFact<{ guaranteePeriodEnd: BusinessDate }>(step, 'maturitySet');
  if (term === undefined) throw new Error(`${step.row.number} has no guarantee period on record`);
  const claims = await factsOf(step, ['claimFiled']);
  return {
    guaranteeKind: packOf(step.row).guaranteePeriod.guaranteeKind,
    guaranteePeriodEnd: term.data.guaranteePeriodEnd,
    exercises: claims.map(({ on }) => ({ kind: 'demandOnGuarantor', on })),
    outstandingMinor,
  };
}

/** The bank and the debtor want a later maturity: without our written consent our period does not move. */
export const openExtension: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<{ newMaturity: string }>(step, no);
  step.note({ kind: 'extensionRequested', data: message.data, on: message.on });
  step.emit({
    name: 'ExtensionRequested',
    activity: 'extension',
    transition: 'schedule',
    resource: step.row.bank,
    role: 'partner',
    data: message.data,
    on: message.on,
  });
  await open(step, 'extensionConsent');
};

/**
 * 借新还旧: a new loan repays the old one, and the old one's guarantor is free unless it guarantees the new loan too
 * (担保制度解释 16). A person confirms on evidence; a guarantee of the new loan is a case of its own.
 */
export const openRefinancing: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<{ newLoan: string }>(step, no);
  step.note({ kind: 'refinanced', data: message.data, on: message.on });
  step.emit({
    name: 'LoanRefinanced',
    activity: 'refinancing',
    transition: 'schedule',
    resource: step.row.bank,
    role: 'partner',
    data: message.data,
    on: message.on,
  });
  await open(step, 'dischargeConfirmation', 'refinanced');
};

/** The bank agrees to let part of the liability go before it is repaid. */
export const openPartialRelease: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<{ amountMinor: number }>(step, no);
  step.note({ kind: 'partialReleaseRequested', data: message.data, on: message.on });
  step.emit({
    name: 'PartialReleaseRequested',
    activity: 'partialRelease',
    transition: 'schedule',
    resource: step.row.bank,
    role: 'partner',
    data: message.data,
    on: message.on,
  });
  await open(step, 'partialReleaseConsent');
};

async function open(step: CaseStep, kind: TimedTask, subject?: string): Promise<void> {
  await openTask(step, {
    kind,
    ...(subject === undefined ? {} : { subject }),
    dueAt: timesOf(step, kind).deadline,
    makers: [step.row.submittedBy],
  });
}
