import type { CaseStep } from '#store/case/case-step';
import type { NewEvent } from '#store/case/records';
import { packOf } from '../case/pack.js';
import { endCase } from '../case/passage.js';
import { waitFor } from '../case/waits.js';
import { wasReconsidered } from './approval-path.js';

/** A refusal by people: final, or open for the one reconsideration that the pack offers. */
export async function decline(
  step: CaseStep,
  reasons: readonly string[],
  event: Pick<NewEvent, 'resource' | 'role'>,
): Promise<void> {
  const offered = packOf(step.row).reconsideration.within !== null;
  if (!offered || (await wasReconsidered(step))) {
    await declineForGood(step, reasons, event);
    return;
  }
  step.emit({ name: 'ApprovalRefused', transition: 'suspend', ...event, data: { reasons } });
  waitFor(step, 'reconsideration', 'applicant');
}

/** The refusal stands: it was the last word, or nobody asked for a reconsideration in time. */
export async function declineForGood(
  step: CaseStep,
  reasons: readonly string[],
  event: Pick<NewEvent, 'resource' | 'role'> = {},
): Promise<void> {
  await endCase(step, 'declined', reasons[0] ?? 'byApprovers', {
    name: 'ApplicationDeclined',
    ...event,
    data: { reasons },
  });
}
