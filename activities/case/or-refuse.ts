import type { CaseStep } from '#store/case/case-step';
import { refuseMessage, UnacceptableFact } from '#store/case/letters';

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
