import { endOfDay } from '#domain/calendar/instant';
import { cureEndsOn } from '#domain/servicing/overdue';
import { takeMessage } from '#store/case/letters';
import { calendarOf, packOf } from '../case/pack.js';
import type { OfMessage, Work } from '../case/work.js';
import { planReclassification, reclassifyAt } from './reclassify.js';

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
