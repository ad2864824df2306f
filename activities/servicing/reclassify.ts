import { addDays } from '#domain/calendar/business-date';
import { noonOf } from '#domain/calendar/instant';
import { classify, nextWorseningDay } from '#domain/servicing/classification';
import type { RiskClass } from '#domain/servicing/classification';
import type { CaseStep } from '#store/case/case-step';
import { latestFact } from '#store/case/facts';
import { takeMessage } from '#store/case/letters';
import { packOf } from '../case/pack.js';
import type { OfDue, OfMessage, Work } from '../case/work.js';
import { planInspection } from './plan-servicing.js';

/** 五级分类 by the days that have passed. */
export const reclassify: Work<OfDue, void> = async (step, { due }) => {
  const daysPastDue = Number(due.subject);
  await reclassifyAt(step, daysPastDue);
  planReclassification(step, daysPastDue);
};

/** The bank's own class, taken as reported. */
export const recordClassification: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<{ classification: RiskClass }>(step, no);
  changeClass(step, message.data.classification, step.row.bank);
};

/**
 * The class by days past due and known circumstances, recorded when it changes.
 * @param learnt what this very step has learnt, and no fact on record tells yet
 */
export async function reclassifyAt(
  step: CaseStep,
  daysPastDue: number,
  learnt: readonly string[] = [],
): Promise<void> {
  const bankrupt = await latestFact(step, 'debtorBankrupt');
  const circumstances = bankrupt === undefined ? learnt : ['debtorBankrupt'];
  changeClass(step, classify(daysPastDue, circumstances, packOf(step.row).classification), null);
}

/** The days past due that the bank reported last; none once it was cured. */
export async function daysPastDueOf(step: CaseStep): Promise<number> {
  const overdue = await latestFact<{ daysPastDue: number }>(step, 'overdue');
  const cured = await latestFact(step, 'cured');
  if (overdue === undefined || (cured !== undefined && cured.no > overdue.no)) return 0;
  return overdue.data.daysPastDue;
}

function changeClass(step: CaseStep, to: RiskClass, by: string | null): void {
  const from = step.row.classification;
  if (from === to) return;
  step.change({ classification: to });
  step.note({ kind: 'classified', data: { from, to } });
  step.emit({
    name: 'GuaranteeClassified',
    activity: 'classification',
    transition: 'complete',
    resource: by,
    data: { from, to },
  });
  if (step.place === 'servicing') planInspection(step, step.on, to);
}

/** The class gets worse with the days: the next step down is due of itself. */
export function planReclassification(step: CaseStep, daysPastDue: number): void {
  const worsensAt = nextWorseningDay(daysPastDue, packOf(step.row).classification);
  step.clear('classification');
  if (worsensAt === null) return;
  const on = addDays(step.on, worsensAt - daysPastDue);
  step.plan({
    name: 'classification',
    at: noonOf(on, step.row.timeZone),
    subject: String(worsensAt),
  });
}
