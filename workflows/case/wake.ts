import type { Guarantee } from './guarantee.js';
import { obey, perform } from './perform.js';

/** Takes what reaches a case after its ending: a fact that reopens it, or one that comes too late. */
export async function wake(guarantee: Guarantee): Promise<void> {
  const letter = guarantee.nextLetter();
  if (letter?.kind === 'command') await obey(guarantee, 'refuseCommand', letter.command);
  if (letter?.kind === 'message') {
    await perform(guarantee, 'reopen', { message: letter.message.no });
  }
}
