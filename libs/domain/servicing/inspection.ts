import type { BusinessDate } from '../calendar/business-date.js';
import { lastDayOf, type Period } from '../calendar/period.js';
import type { Calendar } from '../calendar/working-days.js';
import type { RiskClass } from './classification.js';

/** How often guarantees of some grades or classes are inspected (保后检查). */
export interface InspectionRule {
  /** Absent: every grade. */
  readonly grades?: readonly string[];
  /** Absent: every class. */
  readonly riskClasses?: readonly RiskClass[];
  readonly every: Period;
}

/** Rules in order; the first that fits holds. Empty: the product is not inspected. */
export interface MonitoringPlan {
  readonly inspections: readonly InspectionRule[];
}

/** The day of the next inspection, counted from the last one or from the disbursement; `null`: none. */
export function nextInspection(
  since: BusinessDate,
  guarantee: { readonly grade: string | null; readonly riskClass: RiskClass },
  plan: MonitoringPlan,
  calendar: Calendar,
): BusinessDate | null {
  const rule = plan.inspections.find(
    ({ grades, riskClasses }) =>
      (grades === undefined || (guarantee.grade !== null && grades.includes(guarantee.grade))) &&
      (riskClasses === undefined || riskClasses.includes(guarantee.riskClass)),
  );
  return rule === undefined ? null : lastDayOf(since, rule.every, calendar);
}
