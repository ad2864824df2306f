import type { BusinessDate } from '#domain/calendar/business-date';
import { endOfDay } from '#domain/calendar/instant';
import type { CaseStep } from '#store/case/case-step';
import { refuseMessage, takeMessage } from '#store/case/letters';
import { book, moneyOf } from '../case/money.js';
import { enter } from '../case/passage.js';
import { revolves } from '../case/revolving.js';
import type { OfMessage, Work } from '../case/work.js';

/** Why the claims are determined, from which day on, and who said so. */
export interface Determination {
  readonly reason: string;
  readonly on: string;
  readonly source?: string;
}

/** 债权确定: the bank says that no new claim comes under the cap. */
export const recordDetermination: Work<OfMessage, void> = async (step, { message: no }) => {
  const message = await takeMessage<{ determinedOn: string; reason?: string }>(step, no);
  const { determinedOn: on, reason = 'toldByTheBank' } = message.data;
  if (step.row.promise.kindOfGuarantee !== 'maximumAmount') {
    await refuseMessage(step, message, 'notMaximumAmount');
  } else if (!(await revolves(step))) {
    await refuseMessage(step, message, 'alreadyDetermined');
  } else if (on > message.on) {
    await refuseMessage(step, message, 'determinedInFuture');
  } else await determineClaims(step, { reason, on, source: message.source });
};

/** The claims stand as they are (民法典 423): what is undrawn is released, and repayments release from now on. */
export async function determineClaims(
  step: CaseStep,
  { reason, on, source }: Determination,
): Promise<void> {
  const { undrawnMinor } = await moneyOf(step);
  const { outstandingMinor } = await book(step, 'determined', {}, on);
  step.clear('letterExpires');
  const data = { reason, releasedMinor: undrawnMinor, outstandingMinor };
  step.note({ kind: 'claimsDetermined', data, on });
  step.emit({
    name: 'ClaimsDetermined',
    activity: 'determination',
    transition: 'complete',
    ...(source === undefined ? {} : { resource: source, role: 'partner' }),
    data,
    on,
  });
  if (outstandingMinor === 0 && step.place === 'servicing') enter(step, 'release');
}

/** The agreed period of a maximum-amount guarantee ends with the term of its loan: then the claims are determined. */
export function planDetermination(step: CaseStep, lastDay: BusinessDate): void {
  step.plan({ name: 'letterExpires', at: endOfDay(lastDay, step.row.timeZone) });
}
