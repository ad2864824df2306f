import { foldLedger } from '#store/ledger/fold';
import type { Pool } from 'pg';
import type { Logger } from 'pino';

const everyMs = 60_000;

/** Folds the ledger's closed days once a minute, so that a trial balance reads days and a short tail. */
export function startFolding(pool: Pool, logger: Logger): { stop(): void } {
  let folding = false;
  const timer = setInterval(() => {
    if (folding) return;
    folding = true;
    foldLedger(pool)
      .catch((error: unknown) => {
        logger.warn({ err: error }, 'the ledger could not be folded and is tried again');
      })
      .finally(() => {
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
