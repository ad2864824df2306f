import type { Command } from '#domain/lifecycle/messages';
import { isLasting } from '#domain/lifecycle/tasks';
import type { Guarantee } from './guarantee.js';
import { obey, perform } from './perform.js';

/**
 * Takes what reaches a case after its ending: a fact that reopens it, one that comes too late, or what a person
 * decides of money that is still owed.
 */
export async function wake(guarantee: Guarantee): Promise<void> {
  const letter = guarantee.nextLetter();
  if (letter?.kind === 'command') await obey(guarantee, stepFor(letter.command), letter.command);
  if (letter?.kind === 'message') {
    await perform(guarantee, 'reopen', { message: letter.message.no });
  }
}

function stepFor({ kind, task }: Command): 'claimTask' | 'mendPayment' | 'refuseCommand' {
  if (!isLasting(task)) return 'refuseCommand';
  return kind === 'claimTask' ? 'claimTask' : 'mendPayment';
}
