import { decideAssessment } from '#domain/assessment/decide-assessment';
import { scoreApplication } from '#domain/assessment/scorecard';
import type { IntakeFacts } from '#domain/intake/decide-intake';
import { priceGuarantee } from '#domain/premium/price-guarantee';
import type { PriceOutcome } from '#domain/premium/price-guarantee';
import type { CaseStep } from '#store/case/case-step';
import { latestFact } from '#store/case/facts';
import { applicantFacts } from '../case/applicant-facts.js';
import { packOf, partOf } from '../case/pack.js';
import { endCase, pass } from '../case/passage.js';
import { programmeOf } from '../case/programme.js';
import type { Nothing, Work } from '../case/work.js';

/** 评级: points, grade and premium, each with its reasons; the inputs and the pack's version are recorded. */
export const assess: Work<Nothing, void> = async (step) => {
  const pack = packOf(step.row);
  const facts = await applicantFacts(step);
  const score = scoreApplication(facts, partOf(step.row, 'scorecard'));
  const intake = await latestFact<IntakeFacts>(step, 'applicationReceived');
  const naturalPerson = intake?.data.naturalPerson ?? true;
  const outcome = decideAssessment(score, { naturalPerson }, pack.assessment);
  const price = priceOf(step, score.grade);
  step.change({ grade: score.grade });
  step.note({
    kind: 'assessed',
    data: { score, outcome, price, packVersion: step.row.packVersion },
  });
  const reasons = price.kind === 'unpriced' ? [price.code] : outcome.reasonCodes;
  const event = { data: { grade: score.grade, points: score.points, reasons } };
  if (outcome.kind === 'declined' || price.kind === 'unpriced') {
    await endCase(step, 'declined', reasons[0] ?? 'grade', {
      name: 'ApplicationDeclined',
      ...event,
    });
  } else pass(step, { name: 'ApplicationAssessed', ...event });
};

function priceOf(step: CaseStep, grade: string): PriceOutcome {
  const { loanMinor, amountMinor, tenorMonths } = step.row;
  const programmeCapRateBps = programmeOf(step.row).premiumCap?.rateBps ?? null;
  return priceGuarantee(
    { guaranteedMinor: amountMinor, loanMinor, tenorMonths, grade, programmeCapRateBps },
    packOf(step.row).pricing,
  );
}
