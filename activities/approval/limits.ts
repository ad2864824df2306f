import { refusalReasons } from '#domain/limits/judge';
import type { CaseStep } from '#store/case/case-step';
import type { NewEvent } from '#store/case/records';
import { reserveForApproval } from '../case/limits-headroom.js';
import { relatedPartyRefusal } from '../case/limits-related-party.js';
import { decline } from './decline.js';

/**
 * The last word of an approval: headroom is reserved with it, or it is refused by rule, with one reconsideration as
 * after any refusal. Says whether it was refused.
 */
export async function refusedByLimits(
  step: CaseStep,
  event: Pick<NewEvent, 'resource' | 'role'> = {},
): Promise<boolean> {
  const betterTerms = await relatedPartyRefusal(step);
  const exceeded = betterTerms.length > 0 ? null : await reserveForApproval(step);
  const reasonCodes = exceeded === null ? betterTerms : refusalReasons(exceeded.findings);
  if (reasonCodes.length === 0) return false;
  step.note({
    kind: 'declined',
    data: { byLimits: true, outcome: { kind: 'declined', reasonCodes } },
  });
  await decline(step, reasonCodes, event);
  return true;
}
