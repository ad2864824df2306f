import { endOfDay, noonOf } from '#domain/calendar/instant';
import { addDays } from '#domain/calendar/business-date';
import { cureEndsOn } from '#domain/servicing/overdue';
import { nextWorseningDay } from '#domain/servicing/classification';
import type { CaseStep } from '#store/case/case-step';
import { takeMessage } from '#store/case/letters';
import { calendarOf, packOf } from '../case/pack.js';
import type { OfMessage, Work } from '../case/work.js';
import { reclassifyAt } from './reclassify.js';

interface ReportedArrears {
  readonly daysPastDue: number;
  readonly amountMinor: number;
}

/** The bank's notice of arrears: the cure period (代偿宽限期) runs, and the class follows the days past due. */
export const recordOverdue: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<ReportedArrears>(step, no);
  const pack = packOf(step.row);
  const endsOn = cureEndsOn(message.on, pack.cure, calendarOf(pack));
  step.note({ kind: 'overdue', data: { ...message.data, cureEndsOn: endsOn }, on: message.on });
  step.emit({
    name: 'OverdueReported',
    activity: 'overdue',
    transition: 'start',
    resource: step.row.bank,
    role: 'partner',
    data: { ...message.data, cureEndsOn: endsOn },
    on: message.on,
  });
  step.waitFor({ for: 'cure', on: 'bank', deadline: endOfDay(endsOn, step.row.timeZone) });
  planReclassification(step, message.data.daysPastDue);
  await reclassifyAt(step, message.data.daysPastDue);
};

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
