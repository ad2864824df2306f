import type { BusinessDate } from '#domain/calendar/business-date';
import { totalOf } from '#domain/ledger/position';
import { refundOnEarlyRelease, refundOnRefusal } from '#domain/premium/decide-premium-refund';
import type { PremiumRefundOutcome } from '#domain/premium/decide-premium-refund';
import { coverOf } from '#domain/premium/premium-cover';
import type { PriceOutcome } from '#domain/premium/price-guarantee';
import type { CaseStep } from '#store/case/case-step';
import { factsOf, latestFact } from '#store/case/facts';
import { readPosition } from '#store/ledger/read-position';
import { book } from '../case/money.js';
import { packOf } from '../case/pack.js';

/** The guarantee is released before its cover is over: what the pack agrees of the days after goes back. */
export async function refundAfterRelease(step: CaseStep, releasedOn: BusinessDate): Promise<void> {
  const { issuedOn } = step.row;
  const unearned = await unearnedMinor(step);
  if (unearned === 0 || issuedOn === null) return;
  const demanded = await factsOf<{ instalment: number }>(step, ['premiumDemanded']);
  const numbers = demanded.map(({ data }) => data.instalment);
  const assessed = await latestFact<{ price: PriceOutcome }>(step, 'assessed');
  const price = assessed?.data.price;
  if (price?.kind !== 'priced') return;
  const covers = price.instalments
    .filter(({ no }) => numbers.includes(no))
    .map((instalment) => coverOf(instalment, issuedOn as BusinessDate));
  const outcome = refundOnEarlyRelease(covers, releasedOn, packOf(step.row).pricing);
  await refund(step, outcome, unearned, 'earlyRelease');
}

/** The case ends without its letter being used: what came in goes back, what was demanded is demanded no longer. */
export async function refundUnused(step: CaseStep): Promise<void> {
  const unearned = await unearnedMinor(step);
  if (unearned === 0) return;
  const outcome = refundOnRefusal(unearned, packOf(step.row).pricing);
  await refund(step, outcome, unearned, 'neverInForce');
}

async function refund(
  step: CaseStep,
  outcome: PremiumRefundOutcome,
  unearned: number,
  reason: 'earlyRelease' | 'neverInForce',
): Promise<void> {
  if (outcome.kind === 'none') return;
  const amountMinor = Math.min(outcome.refundMinor, unearned);
  await book(step, 'premiumRefunded', { amountMinor });
  step.note({ kind: 'premiumRefunded', data: { amountMinor, reason } });
  step.emit({
    name: 'PremiumRefunded',
    activity: 'premiumRefund',
    transition: 'schedule',
    role: 'finance',
    data: { amountMinor, reason },
  });
}

async function unearnedMinor(step: CaseStep): Promise<number> {
  const position = await readPosition(step.tx, step.row.book, step.row.number);
  return totalOf(position, 'premiumUnearned');
}
