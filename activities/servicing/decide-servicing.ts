import type { BusinessDate } from '#domain/calendar/business-date';
import type { CommandAnswer } from '#domain/lifecycle/messages';
import { decidePartialRelease } from '#domain/release/decide-release';
import { decideExtension } from '#domain/servicing/decide-extension';
import type { RiskClass } from '#domain/servicing/classification';
import type { CaseStep } from '#store/case/case-step';
import { latestFact } from '#store/case/facts';
import { decideTask } from '../case/decide-task.js';
import type { TaskDecision } from '../case/decide-task.js';
import { book, moneyOf } from '../case/money.js';
import { endCase, enter } from '../case/passage.js';
import type { OfCommand, Work } from '../case/work.js';
import { planInspection, planMaturity } from './plan-servicing.js';
import { order } from '../case/order.js';
import { answerDetermination, whyNotDetermined } from './determine-claims.js';
import { answerFiling } from './record-bankruptcy.js';
import { returnDeposit } from './record-deposit.js';

/** People's tasks of a guarantee in force; a claim does not stop them. */
export const servicingTasks = [
  'inspection',
  'extensionConsent',
  'partialReleaseConsent',
  'dischargeConfirmation',
  'bankruptcyFiling',
  'determinationConfirmation',
] as const;
type ServicingTask = (typeof servicingTasks)[number];

/** What people decide while a guarantee is in force. */
export const decideServicing: Work<OfCommand, CommandAnswer> = (step, { command }) =>
  decideTask(step, command, servicingTasks, {
    check: (decision) => whyNotDetermined(step, decision),
    act: (decision) => actInForce(step, decision),
  });

/** What follows from a decided task of servicing. */
export function actInForce(step: CaseStep, decision: TaskDecision): Promise<void> {
  return acts[decision.task.kind as ServicingTask](step, decision);
}

const acts: Readonly<
  Record<ServicingTask, (step: CaseStep, decision: TaskDecision) => Promise<void>>
> = {
  inspection: (step, { outcome, reasons, person }) => {
    step.note({ kind: 'inspected', data: { outcome, reasons } });
    step.emit({
      name: 'InspectionCompleted',
      activity: 'inspection',
      transition: 'complete',
      resource: person,
      data: { outcome, reasons },
    });
    planInspection(step, step.on, (step.row.classification ?? 'pass') as RiskClass);
    return Promise.resolve();
  },
  extensionConsent: answerExtension,
  partialReleaseConsent: answerPartialRelease,
  dischargeConfirmation: answerDischarge,
  bankruptcyFiling: answerFiling,
  determinationConfirmation: answerDetermination,
};

async function answerExtension(step: CaseStep, { outcome }: TaskDecision): Promise<void> {
  const asked = await latestFact<{ newMaturity: BusinessDate }>(step, 'extensionRequested');
  const current = await latestFact<{ maturity: BusinessDate; consentedMaturity: BusinessDate }>(
    step,
    'maturitySet',
  );
  if (asked === undefined || current === undefined)
    throw new Error('an extension that nobody asked for');
  const request = { newMaturity: asked.data.newMaturity, consented: outcome === 'consent' };
  const extension = decideExtension(request, current.data);
  const isExtended = extension.kind === 'extended';
  order(step, 'EX', {
    partner: 'bank',
    kind: 'extensionAnswer',
    payload: {
      answer: request.consented && isExtended ? 'consented' : 'refused',
      newMaturity: request.newMaturity,
    },
  });
  step.note({ kind: 'extensionAnswered', data: { ...request, outcome: extension.kind } });
  if (!isExtended) return;
  step.change({ maturityOn: extension.maturity });
  planMaturity(step, extension.maturity, extension.consentedMaturity);
}

async function answerPartialRelease(step: CaseStep, { outcome }: TaskDecision): Promise<void> {
  const asked = await latestFact<{ amountMinor: number }>(step, 'partialReleaseRequested');
  if (asked === undefined) throw new Error('a partial release that nobody asked for');
  const { amountMinor } = asked.data;
  const { outstandingMinor, undrawnMinor } = await moneyOf(step);
  const released = decidePartialRelease(
    { releaseMinor: amountMinor, beneficiaryConsents: outcome === 'consent' },
    outstandingMinor,
  );
  const { currency } = step.row;
  order(step, 'PR', {
    partner: 'bank',
    kind: 'partialReleaseAnswer',
    payload: {
      answer: released.kind === 'released' ? 'consented' : 'refused',
      amountMinor,
      currency,
    },
  });
  step.note({ kind: 'partialReleaseAnswered', data: { amountMinor, outcome: released } });
  if (released.kind === 'refused') return;
  await book(step, 'released', { amountMinor: released.releasedMinor, reason: 'partialRelease' });
  step.emit({
    name: 'GuaranteePartlyReleased',
    activity: 'partialRelease',
    transition: 'complete',
    data: { amountMinor },
  });
  const isOver = released.outstandingMinor + undrawnMinor === 0;
  if (isOver && step.place === 'servicing') enter(step, 'release');
}

async function answerDischarge(
  step: CaseStep,
  { task, outcome, reasons, person }: TaskDecision,
): Promise<void> {
  step.note({ kind: 'dischargeAnswered', data: { outcome, reasons } });
  if (outcome !== 'confirm') return;
  const reason = task.subject === 'refinanced' ? 'refinanced' : 'guaranteePeriodOver';
  await book(step, 'released', { amountMinor: 'all', reason });
  await returnDeposit(step);
  await endCase(step, 'discharged', reason, {
    name: 'GuaranteeDischarged',
    resource: person,
    role: 'risk',
  });
}
