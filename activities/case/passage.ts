import { isEnding, stagesByPhase } from '#domain/lifecycle/stages';
import type { Ending, Stage } from '#domain/lifecycle/stages';
import type { CaseStep } from '#store/case/case-step';
import type { NewEvent } from '#store/case/records';
import { cancelOpenTasks } from '#store/case/tasks';
import { refundUnused } from '../premium/refund-premium.js';
import { giveBackReserved } from './limits-headroom.js';
import { packOf } from './pack.js';

/** Completes the stage with its event and enters the next one that the product needs. */
export function pass(step: CaseStep, done: Omit<NewEvent, 'transition'>): void {
  step.emit({ ...done, transition: 'complete' });
  const skipped = packOf(step.row).skippedStages;
  for (;;) {
    enter(step, stageAfter(step.stage));
    const skip = skipped.find(({ stage }) => stage === step.stage);
    if (skip === undefined) return;
    step.emit({ name: 'StageSkipped', transition: 'complete', data: { reason: skip.reason } });
  }
}

/** Enters a stage and says so (XES `start`). */
export function enter(step: CaseStep, stage: Stage): void {
  step.enter(stage);
  step.emit({ name: 'StageEntered', transition: 'start' });
}

/** The stage of origination that follows, or servicing. */
export function stageAfter(stage: Stage): Stage {
  const order: readonly Stage[] = [...stagesByPhase.origination, 'servicing'];
  const next = order[order.indexOf(stage) + 1];
  if (next === undefined) throw new Error(`no stage of origination follows ${stage}`);
  return next;
}

/** Endings before the bank ever lends on the letter. */
const unused: readonly Ending[] = ['declined', 'withdrawn', 'lapsed'];

/** Ends the case: the stage completes with its event, open tasks are taken back, then the ending. */
export async function endCase(
  step: CaseStep,
  ending: Ending,
  reason: string,
  last: Omit<NewEvent, 'transition'>,
): Promise<void> {
  if (!isEnding(step.place)) step.emit({ ...last, transition: 'complete' });
  await cancelOpenTasks(step);
  if (unused.includes(ending)) {
    await refundUnused(step);
    await giveBackReserved(step);
  }
  step.end(ending, reason);
}
