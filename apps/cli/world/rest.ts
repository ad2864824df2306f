/** Waits, by reading, until a case has taken everything that was told to it. */
import type { Rest } from '#domain/lifecycle/opening';
import { readSettlements } from '#store/inbox/settlement';
import type { Pool } from 'pg';

const lookEveryMs = 100;
const patienceMs = 60_000;

/** @throws Error when the case does not come to rest within a minute. */
export async function untilAtRest(database: Pool, number: string): Promise<Rest> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const [found] = await readSettlements(database, [number]);
    if (found?.settled === true && (found.waitingFor !== null || found.ending !== null)) {
      const { clockAt, waitingFor, nextDueAt, ending } = found;
      return { clock: clockAt, waitingFor, nextDue: nextDueAt, ending };
    }
    if (Date.now() > giveUpAt) throw new Error(`${number} does not come to rest`);
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}
