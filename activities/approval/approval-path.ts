import { authorityFor } from '#domain/approval/authority';
import type { Authority, AuthorityFlagName } from '#domain/approval/authority';
import type { AssessmentOutcome } from '#domain/assessment/decide-assessment';
import type { CreditCheckOutcome } from '#domain/credit-check/decide-credit-check';
import type { DueDiligenceOutcome } from '#domain/due-diligence/decide-due-diligence';
import type { IntakeFacts } from '#domain/intake/decide-intake';
import type { ScreeningOutcome } from '#domain/screening/decide-screening';
import type { CaseStep } from '#store/case/case-step';
import { factsOf, latestFact } from '#store/case/facts';
import { isNearLimit } from '../case/limits-headroom.js';
import { packOf } from '../case/pack.js';

/** Who decides this case: the authority matrix by amount and grade, raised by what the checks found. */
export async function approvalPath(step: CaseStep): Promise<Authority> {
  return authorityFor(
    { amountMinor: step.row.amountMinor, grade: step.row.grade, flags: await flagsOf(step) },
    packOf(step.row).authority,
  );
}

async function flagsOf(step: CaseStep): Promise<AuthorityFlagName[]> {
  const intake = await latestFact<IntakeFacts>(step, 'applicationReceived');
  const credit = await latestFact<{ outcome: CreditCheckOutcome }>(step, 'creditReported');
  const assessed = await latestFact<{ outcome: AssessmentOutcome }>(step, 'assessed');
  const diligence = await latestFact<DueDiligenceOutcome>(step, 'dueDiligenceDone');
  const screened = await latestFact<{ outcome: ScreeningOutcome }>(step, 'screened');
  const flags: [AuthorityFlagName, boolean][] = [
    ['relatedToGuarantor', intake?.data.relatedToGuarantor === true],
    ['listHitCleared', screened?.data.outcome.kind === 'review'],
    ['creditFlagged', credit?.data.outcome.kind === 'flagged'],
    ['scoreReferred', assessed?.data.outcome.kind === 'referred'],
    ['reportsDivided', diligence?.data.kind === 'divided'],
    ['nearLimit', await isNearLimit(step)],
  ];
  return flags.filter(([, raised]) => raised).map(([flag]) => flag);
}

/** Everyone who made this case: who handed it in, and who reported on it. They approve nothing of it. */
export async function makersOf(step: CaseStep): Promise<string[]> {
  const { rows } = await step.tx.query<{ person: string }>(
    `select distinct decided_by as person from aval.task
     where guarantee = $1 and kind in ('leadReport', 'secondReport') and decided_by is not null`,
    [step.row.number],
  );
  return [step.row.submittedBy, ...rows.map(({ person }) => person)];
}

/** Has this case been reconsidered (复议) already? It may be once. */
export async function wasReconsidered(step: CaseStep): Promise<boolean> {
  return (await factsOf(step, ['reconsiderationAdmitted'])).length > 0;
}
