import type { CaseStep } from '#store/case/case-step';
import { refuseMessage, takeMessage, UnacceptableFact } from '#store/case/letters';
import type { NotOnThatDay } from './money.js';

/** Does a step's work; a fact that no stage could take as it was told is refused with its reason instead. */
export async function orRefuse<Result>(
  step: CaseStep,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UnacceptableFact)) throw error;
    await refuseMessage(step, error.fact, error.reason);
    return undefined;
  }
}

/**
 * A fact that the books cannot have on its day is refused like any other, in a transaction of its own: the step that it
 * broke off has left nothing.
 */
export async function refuseForItsDay(
  step: CaseStep,
  message: number,
  { reason, detail }: NotOnThatDay,
): Promise<undefined> {
  await refuseMessage(step, await takeMessage(step, message), reason, detail);
}
