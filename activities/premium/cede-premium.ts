import type { BusinessDate } from '#domain/calendar/business-date';
import { lastingTasks } from '#domain/lifecycle/tasks';
import { cededPremiums, cededRefunds, type CededPremium } from '#domain/premium/ceded-premium';
import type { CaseStep } from '#store/case/case-step';
import { factsOf } from '#store/case/facts';
import { cancelTask } from '#store/case/tasks';
import { book } from '../case/money.js';
import { programmeOf, sharersOf } from '../case/programme.js';
import { ordersOf } from '../payment/debts.js';
import { cededPayable } from './ceded-account.js';

/** 再担保费: with the letter each re-guarantor is owed its premium, by the programme's rate. */
export async function cedePremium(step: CaseStep, on: string = step.on): Promise<void> {
  const { amountMinor: guaranteedMinor, tenorMonths } = step.row;
  const rates = programmeOf(step.row).reGuaranteePremiums;
  if (rates.length === 0) return;
  const risk = { guaranteedMinor, sharers: await sharersOf(step), tenorMonths };
  const parts = cededPremiums(risk, rates);
  for (const { party, amountMinor } of parts) {
    await book(step, 'premiumCeded', { party, amountMinor }, on);
    step.note({ kind: 'premiumCeded', subject: party, data: { party, amountMinor }, on });
  }
  if (parts.length > 0) tell(step, 'PremiumCeded', parts, on);
}

/** Released early, the days after go back, as they go back to the applicant. */
export async function takeBackAfterRelease(
  step: CaseStep,
  issuedOn: BusinessDate,
  releasedOn: BusinessDate,
): Promise<void> {
  const term = { issuedOn, tenorMonths: step.row.tenorMonths };
  await takeBack(step, cededRefunds(await cededSoFar(step), term, releasedOn));
}

/** The letter was never used: all of it goes back. */
export async function takeBackUnused(step: CaseStep): Promise<void> {
  await takeBack(step, await cededSoFar(step));
}

async function cededSoFar(step: CaseStep): Promise<CededPremium[]> {
  const ceded = await factsOf<CededPremium>(step, ['premiumCeded', 'cededPremiumReturned']);
  const returned = new Set(
    ceded.filter(({ kind }) => kind === 'cededPremiumReturned').map(({ subject }) => subject),
  );
  return ceded.filter(({ subject }) => !returned.has(subject)).map(({ data }) => data);
}

async function takeBack(step: CaseStep, parts: readonly CededPremium[]): Promise<void> {
  for (const { party, amountMinor } of parts) {
    await book(step, 'cededPremiumReturned', { party, amountMinor });
    step.note({ kind: 'cededPremiumReturned', subject: party, data: { party, amountMinor } });
    await forgetRejected(step, party);
  }
  if (parts.length > 0) tell(step, 'CededPremiumReturned', parts, step.on);
}

/** Of a payment that the bank rejected nothing may be owed any more: then nobody has to decide about it. */
async function forgetRejected(step: CaseStep, party: string): Promise<void> {
  if ((await cededPayable(step, party)) > 0) return;
  const orders = await ordersOf(step, 'cededPremium');
  for (const { reference, data, state } of orders) {
    if (data.party !== party || state !== 'rejected') continue;
    for (const kind of lastingTasks) await cancelTask(step, kind, reference);
  }
}

function tell(step: CaseStep, name: string, parts: readonly CededPremium[], on: string): void {
  step.emit({ name, activity: 'reGuaranteePremium', transition: 'complete', data: { parts }, on });
}
