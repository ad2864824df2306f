import { setTimeout as pause } from 'node:timers/promises';

const lookEveryMs = 100;
/** Generous: the machine may be busy with much else. */
const patienceMs = 240_000;

/**
 * Asks until the answer is as it is expected to become by itself.
 * @throws Error that names what was waited for and the last answer, when it does not within four minutes.
 */
export async function until<Answer>(
  what: string,
  ask: () => Promise<Answer>,
  isThere: (answer: Answer) => boolean,
): Promise<Answer> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (isThere(answer)) return answer;
    if (Date.now() > giveUpAt)
      throw new Error(
        `waited in vain until ${what}; the last answer was ${JSON.stringify(answer)}`,
      );
    await pause(lookEveryMs);
  }
}
