import type { BusinessDate } from '#domain/calendar/business-date';
import { startOfDay } from '#domain/calendar/instant';
import { coverOf } from '#domain/premium/premium-cover';
import type { PremiumInstalment, PriceOutcome } from '#domain/premium/price-guarantee';
import type { CaseStep } from '#store/case/case-step';
import { factsOf, latestFact } from '#store/case/facts';
import { book } from '../case/money.js';
import { order } from '../case/order.js';
import { pass } from '../case/passage.js';
import { timesOf, waitFor } from '../case/waits.js';
import type { Nothing, OfDue, Work } from '../case/work.js';
import { premiumAccount } from './premium-account.js';

/** 收费: the instalment that is due before the letter is demanded and booked as receivable. */
export const demandPremium: Work<Nothing, void> = async (step) => {
  const [first] = await instalmentsOf(step);
  if (first === undefined || first.amountMinor === 0) {
    pass(step, { name: 'PremiumReceived', data: { amountMinor: 0 } });
    return;
  }
  await demand(step, first, null);
  waitFor(step, 'premiumReceipt', 'applicant');
};

/** In force, the instalments that were not demanded yet stand on the agenda, each on the day its cover begins. */
export async function planInstalments(step: CaseStep): Promise<void> {
  const { issuedOn, timeZone } = step.row;
  const demanded = await factsOf<{ instalment: number }>(step, ['premiumDemanded']);
  const later = (await instalmentsOf(step)).filter(
    ({ no }) => no > 1 && !demanded.some(({ data }) => data.instalment === no),
  );
  for (const instalment of later) {
    const { from } = coverOf(instalment, issuedOn as BusinessDate);
    step.plan({
      name: 'premiumDue',
      at: startOfDay(from, timeZone),
      subject: String(instalment.no),
    });
  }
}

/** A later instalment falls due while the guarantee is in force. */
export const demandInstalment: Work<OfDue, void> = async (step, { due }) => {
  const instalment = (await instalmentsOf(step)).find(({ no }) => String(no) === due.subject);
  if (instalment === undefined || instalment.amountMinor === 0) return;
  await demand(step, instalment, coverOf(instalment, step.row.issuedOn as BusinessDate).from);
  const { deadline } = timesOf(step, 'premiumReceipt');
  step.plan({ name: 'premiumOverdue', at: deadline, subject: String(instalment.no) });
};

/** An instalment that did not come in time is seen; the guarantee stays in force, whatever the applicant owes us. */
export const notePremiumOverdue: Work<OfDue, void> = async (step, { due }) => {
  const { missingMinor } = await premiumAccount(step);
  if (missingMinor === 0) return;
  const instalment = Number(due.subject);
  step.note({ kind: 'premiumOverdue', data: { instalment, missingMinor } });
  step.emit({
    name: 'PremiumOverdue',
    activity: 'premiumReceipt',
    transition: 'schedule',
    role: 'finance',
    data: { instalment, missingMinor },
  });
};

async function demand(
  step: CaseStep,
  { no, months, amountMinor }: PremiumInstalment,
  coversFrom: BusinessDate | null,
): Promise<void> {
  const { currency } = step.row;
  const from = coversFrom === null ? {} : { coversFrom };
  await book(step, 'premiumAccrued', { amountMinor, coversMonths: months, ...from });
  order(step, 'PN', {
    partner: 'bank',
    kind: 'premiumNotice',
    payload: { amountMinor, currency, ...(coversFrom === null ? {} : { dueOn: coversFrom }) },
  });
  const data = { amountMinor, instalment: no, ...from };
  step.note({ kind: 'premiumDemanded', data });
  step.emit({ name: 'PremiumDemanded', activity: 'premium', transition: 'schedule', data });
}

/** The schedule as it was quoted with the assessment. */
async function instalmentsOf(step: CaseStep): Promise<readonly PremiumInstalment[]> {
  const assessed = await latestFact<{ price: PriceOutcome }>(step, 'assessed');
  const price = assessed?.data.price;
  return price?.kind === 'priced' ? price.instalments : [];
}
