import { foldLedger } from '#store/ledger/fold';
import { foldEdges } from '#store/mining/fold-edges';
import type { Pool } from 'pg';
import type { Logger } from 'pino';

const everyMs = 60_000;

/**
 * Folds postings into day totals and edges into roll-ups once a minute, so that a trial balance and a list of
 * bottlenecks read days and a short tail.
 */
export function startFolding(pool: Pool, logger: Logger): { stop(): void } {
  let folding = false;
  const timer = setInterval(() => {
    if (folding) return;
    folding = true;
    const said = (what: string) => (error: unknown) => {
      logger.warn({ err: error }, `${what} could not be folded and will be tried again`);
    };
    void Promise.all([
      foldLedger(pool).catch(said('the ledger')),
      foldEdges(pool).catch(said('edges')),
    ]).finally(() => {
      folding = false;
    });
  }, everyMs);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
    },
  };
}
