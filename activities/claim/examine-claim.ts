import type { SupplementState } from '#domain/claim/decide-claim';
import type { CaseStep } from '#store/case/case-step';
import { factsOf } from '#store/case/facts';
import { packOf } from '../case/pack.js';
import { waitFor, waitForTask } from '../case/waits.js';
import type { Nothing, Work } from '../case/work.js';
import { answerClaim } from './answer-claim.js';
import { claimOnFile } from './claim-on-file.js';
import type { ClaimOnFile } from './claim-on-file.js';
import { settleClaim } from './settle-claim.js';

/** Papers complete, or asked for once (补件, which pauses the clock); then people examine what is there. */
export const examineClaim: Work<Nothing, void> = async (step) => {
  const claim = await claimOnFile(step);
  const missing = missingPapers(step, claim);
  if (missing.length > 0 && (await supplementOf(step, claim)) === 'notAsked') {
    askForPapers(step, claim.claim, missing);
    return;
  }
  const steps = packOf(step.row).claim.steps;
  const first = steps.find((name) => name === 'claimExamination' || name === 'claimReview');
  if (first === undefined) await settleClaim(step, { kind: 'accepted' }, null);
  else await waitForTask(step, first, { subject: claim.claim, makers: [step.row.submittedBy] });
};

/** The papers of the pack's list that the claim still lacks. */
export function missingPapers(step: CaseStep, claim: ClaimOnFile): string[] {
  return packOf(step.row)
    .claim.papers.map(({ code }) => code)
    .filter((code) => !claim.papers.includes(code));
}

/** Missing papers are asked for once, itemised; the decision's clock stands still until they come. */
export function askForPapers(step: CaseStep, claim: string, missing: readonly string[]): void {
  step.note({ kind: 'claimPapersAsked', subject: claim, data: { missing } });
  step.emit({ name: 'ClaimPapersAsked', transition: 'suspend', data: { missing } });
  answerClaim(step, claim, { decision: 'papersMissing', missingPapers: [...missing] });
  waitFor(step, 'claimPapers', 'bank');
}

/** Whether papers were asked for. Asked and here again means: supplied, or their deadline has passed. */
export async function supplementOf(step: CaseStep, claim: ClaimOnFile): Promise<SupplementState> {
  const since = (await factsOf(step, ['claimPapersAsked', 'claimPapersSupplied'])).filter(
    ({ no }) => no > claim.no,
  );
  if (!since.some(({ kind }) => kind === 'claimPapersAsked')) return 'notAsked';
  return since.some(({ kind }) => kind === 'claimPapersSupplied') ? 'supplied' : 'deadlinePassed';
}
