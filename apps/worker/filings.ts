import { pendingRows, type PendingRow } from '#store/framework/filings';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { acceptRow } from '../../activities/filing/accept-row.js';
import { Lanes } from './dispatch/lanes.js';

/** Rows at once: each is a transaction that holds its framework's row for a moment. */
const width = 8;

/** Looks at filed rows, however many there are. Every worker may: a row is taken by one of them. */
export function startFilings(pool: Pool, logger: Logger): Lanes<PendingRow> {
  const lanes = new Lanes<PendingRow>(
    {
      name: 'filings',
      find: (limit, except) => pendingRows(pool, limit, except),
      caseOf: ({ filing, line }) => `${filing}:${line}`,
      perform: (row) => acceptRow(pool, row),
    },
    width,
    logger,
  );
  lanes.start();
  return lanes;
}
