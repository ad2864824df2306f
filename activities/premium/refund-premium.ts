import type { BusinessDate } from '#domain/calendar/business-date';
import { totalOf } from '#domain/ledger/position';
import { refundOnEarlyRelease, refundOnRefusal } from '#domain/premium/decide-premium-refund';
import type { PremiumRefundOutcome } from '#domain/premium/decide-premium-refund';
import { coverOf, type PremiumCover } from '#domain/premium/premium-cover';
import type { PriceOutcome } from '#domain/premium/price-guarantee';
import type { CaseStep } from '#store/case/case-step';
import { factsOf, latestFact } from '#store/case/facts';
import type { AcceptedRow } from '#store/framework/acceptance';
import { readPosition } from '#store/ledger/read-position';
import { book } from '../case/money.js';
import { packOf } from '../case/pack.js';
import { orderDebt } from '../payment/debts.js';
import { takeBackAfterRelease, takeBackUnused } from './cede-premium.js';

/** The guarantee is released before its cover is over: what the pack agrees of the days after goes back. */
export async function refundAfterRelease(step: CaseStep, releasedOn: BusinessDate): Promise<void> {
  const issuedOn = step.row.issuedOn as BusinessDate | null;
  if (issuedOn === null) return;
  const policy = packOf(step.row).pricing;
  if (policy.onEarlyRelease !== 'none') await takeBackAfterRelease(step, issuedOn, releasedOn);
  const premium = await premiumStanding(step);
  if (premium.unearnedMinor === 0) return;
  const outcome = refundOnEarlyRelease(await coversOf(step, issuedOn), releasedOn, policy);
  await refund(step, outcome, premium, 'earlyRelease');
}

/** The case ends without its letter being used: what came in goes back, what was demanded is demanded no longer. */
export async function refundUnused(step: CaseStep): Promise<void> {
  const policy = packOf(step.row).pricing;
  if (policy.onRefusal !== 'none') await takeBackUnused(step);
  const premium = await premiumStanding(step);
  if (premium.unearnedMinor === 0) return;
  await refund(step, refundOnRefusal(premium.unearnedMinor, policy), premium, 'neverInForce');
}

/** What was demanded, and the days that it covers; of a filed row, its premium over the loan's term. */
async function coversOf(step: CaseStep, issuedOn: BusinessDate): Promise<PremiumCover[]> {
  const { framework, tenorMonths: months } = step.row;
  const filed =
    framework === null ? undefined : await latestFact<AcceptedRow>(step, 'filed', framework);
  if (filed !== undefined) {
    const { premiumMinor: amountMinor, disbursedOn } = filed.data;
    return [coverOf({ afterMonths: 0, months, amountMinor }, disbursedOn as BusinessDate)];
  }
  const demanded = await factsOf<{ instalment: number }>(step, ['premiumDemanded']);
  const numbers = demanded.map(({ data }) => data.instalment);
  const price = (await latestFact<{ price: PriceOutcome }>(step, 'assessed'))?.data.price;
  if (price?.kind !== 'priced') return [];
  return price.instalments
    .filter(({ no }) => numbers.includes(no))
    .map((instalment) => coverOf(instalment, issuedOn));
}

/**
 * What was demanded and has not come in is demanded no longer; the rest is owed back and ordered of the bank. Under a
 * framework the bank owes its statement whole, so that all of the refund goes to the debtor.
 */
async function refund(
  step: CaseStep,
  outcome: PremiumRefundOutcome,
  { unearnedMinor, receivableMinor }: PremiumStanding,
  reason: 'earlyRelease' | 'neverInForce',
): Promise<void> {
  if (outcome.kind === 'none') return;
  const amountMinor = Math.min(outcome.refundMinor, unearnedMinor);
  const givenUpMinor = step.row.framework === null ? Math.min(amountMinor, receivableMinor) : 0;
  const owedMinor = amountMinor - givenUpMinor;
  if (givenUpMinor > 0) await book(step, 'premiumRefunded', { amountMinor: givenUpMinor });
  if (owedMinor > 0) await book(step, 'premiumRefundOwed', { amountMinor: owedMinor });
  step.note({ kind: 'premiumRefunded', data: { amountMinor, reason } });
  step.emit({
    name: 'PremiumRefunded',
    activity: 'premiumRefund',
    transition: 'schedule',
    role: 'finance',
    data: { amountMinor, reason },
  });
  const { currency } = step.row;
  if (owedMinor > 0) orderDebt(step, 'premiumRefund', { amountMinor: owedMinor, currency });
}

interface PremiumStanding {
  readonly unearnedMinor: number;
  readonly receivableMinor: number;
}

async function premiumStanding(step: CaseStep): Promise<PremiumStanding> {
  const position = await readPosition(step.tx, step.row.book, step.row.number);
  return {
    unearnedMinor: totalOf(position, 'premiumUnearned'),
    receivableMinor: totalOf(position, 'premiumReceivable'),
  };
}
