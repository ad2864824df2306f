import { phaseOf } from '#domain/lifecycle/stages';
import { allHandlersFinished, condition, continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { Guarantee } from './guarantee.js';

/**
 * Continues as new at a phase's boundary and when history asks for it, so that one id serves a life of years.
 * Only at rest: with a command unanswered or a clock on its way the page is turned at the next occasion.
 */
export async function turnThePage(guarantee: Guarantee): Promise<void> {
  if (guarantee.ending !== null || !isPageFull(guarantee)) return;
  if (guarantee.hasLetters || !allHandlersFinished()) return;
  await continueAsNew({ ...guarantee.opening, carried: guarantee.carry() });
}

function isPageFull(guarantee: Guarantee): boolean {
  return workflowInfo().continueAsNewSuggested || guarantee.openedIn !== phaseOf(guarantee.stage);
}

/** Answers whoever still waits; then the run may complete, unless something has come in meanwhile. */
export async function mayLeave(guarantee: Guarantee): Promise<boolean> {
  await condition(() => guarantee.hasLetters || allHandlersFinished());
  return !guarantee.hasLetters;
}
