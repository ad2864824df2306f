import { addMonths } from '#domain/calendar/business-date';
import type { BusinessDate } from '#domain/calendar/business-date';
import { endOfDay, startOfDay } from '#domain/calendar/instant';
import { guaranteePeriodEnd } from '#domain/discharge/guarantee-period';
import { nextInspection } from '#domain/servicing/inspection';
import type { RiskClass } from '#domain/servicing/classification';
import type { CaseStep } from '#store/case/case-step';
import { latestFact } from '#store/case/facts';
import { calendarOf, packOf } from '../case/pack.js';

/** What the case will do of itself while in force: inspections, maturity (returned), the end of the guarantee period. */
export function planServicing(step: CaseStep, disbursedOn: string): BusinessDate {
  const maturity = addMonths(disbursedOn as BusinessDate, step.row.tenorMonths);
  step.change({ maturityOn: maturity, classification: 'pass' });
  planMaturity(step, maturity, maturity);
  planInspection(step, step.on, 'pass');
  step.waitFor({ for: 'repayment', on: 'term' });
  return maturity;
}

/** The loan's maturity, and the end of the guarantee period that runs from the maturity we consented to. */
export function planMaturity(
  step: CaseStep,
  maturity: BusinessDate,
  consented: BusinessDate,
): void {
  const pack = packOf(step.row);
  const periodEnd = guaranteePeriodEnd(
    { consentedMaturity: consented, acceleratedTo: null },
    pack.guaranteePeriod,
    calendarOf(pack),
  );
  planEndOn(step, periodEnd);
  step.note({
    kind: 'maturitySet',
    data: { maturity, consentedMaturity: consented, guaranteePeriodEnd: periodEnd },
  });
}

/** Plans the end of the guarantee period anew, as it was set last: the case is back in force. */
export async function planPeriodEnd(step: CaseStep): Promise<void> {
  const term = await latestFact<{ guaranteePeriodEnd: BusinessDate }>(step, 'maturitySet');
  if (term === undefined) throw new Error(`${step.row.number} has no guarantee period on record`);
  planEndOn(step, term.data.guaranteePeriodEnd);
}

function planEndOn(step: CaseStep, periodEnd: BusinessDate): void {
  step.clear('guaranteePeriodEnds');
  step.plan({ name: 'guaranteePeriodEnds', at: endOfDay(periodEnd, step.row.timeZone) });
}

/** The next inspection by grade and class, when the pack's plan has one. */
export function planInspection(step: CaseStep, since: BusinessDate, riskClass: RiskClass): void {
  const pack = packOf(step.row);
  const guarantee = { grade: step.row.grade, riskClass };
  const on = nextInspection(since, guarantee, pack.monitoring, calendarOf(pack));
  step.clear('inspection');
  if (on !== null) step.plan({ name: 'inspection', at: startOfDay(on, step.row.timeZone) });
}
