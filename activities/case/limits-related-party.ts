import type { IntakeFacts } from '#domain/intake/decide-intake';
import { addDays } from '#domain/calendar/business-date';
import { endOfDay } from '#domain/calendar/instant';
import type { CommandAnswer } from '#domain/lifecycle/messages';
import { decideRelatedPartyTerms, relatedPartyReportDays } from '#domain/limits/related-party';
import type { PriceOutcome } from '#domain/premium/price-guarantee';
import type { CaseStep } from '#store/case/case-step';
import { latestFact } from '#store/case/facts';
import { openTask } from '#store/case/tasks';
import { comparableRates } from '#store/limits/comparable-rates';
import { decideTask } from './decide-task.js';
import type { OfCommand, Work } from './work.js';

/** A related party's guarantee on better terms than others have is refused; the figures stay on record. */
export async function relatedPartyRefusal(step: CaseStep): Promise<string[]> {
  if (!(await isRelatedParty(step))) return [];
  const assessed = await latestFact<{ price: PriceOutcome }>(step, 'assessed');
  const price = assessed?.data.price;
  if (price?.kind !== 'priced') return [];
  const { premiumRateBps } = price;
  const compared = await comparableRates(step.tx, step.row, step.on);
  const outcome = decideRelatedPartyTerms(premiumRateBps, compared);
  step.note({
    kind: 'relatedPartyTerms',
    data: { premiumRateBps, compared: compared.length, ...outcome },
  });
  return outcome.kind === 'better' ? ['relatedPartyTerms'] : [];
}

/** The letter is out: the guarantee for a related party is to be reported within thirty days (国令683 art. 17). */
export async function openRelatedPartyReport(step: CaseStep): Promise<void> {
  if (!(await isRelatedParty(step))) return;
  const lastDay = addDays(step.on, relatedPartyReportDays);
  await openTask(step, {
    kind: 'relatedPartyReport',
    dueAt: endOfDay(lastDay, step.row.timeZone),
  });
}

/** Somebody reported it: wherever the case stands by then. */
export const reportRelatedParty: Work<OfCommand, CommandAnswer> = (step, { command }) =>
  decideTask(step, command, ['relatedPartyReport'], {
    act: ({ person }) => {
      step.note({ kind: 'relatedPartyReported', data: { by: person } });
      return Promise.resolve();
    },
  });

async function isRelatedParty(step: CaseStep): Promise<boolean> {
  if (step.row.regime === 'none') return false;
  const intake = await latestFact<IntakeFacts>(step, 'applicationReceived');
  return intake?.data.relatedToGuarantor === true;
}
