/** A process of its own that approves: `approvals.ts <database> <book> <requests>` tells each answer as it has it. */
import { reserveHeadroom } from '#store/limits/commitments';
import { openPool } from '#store/pool';
import { inTransaction } from '#store/transaction';
import { alone, guaranteeOf, wan } from './guarded-book.js';

const [database = '', book = '', requests = '0'] = process.argv.slice(2);
const pool = openPool(database, 24);
const asked = { amountMinor: 100 * wan, bearers: alone, until: '2026-12-31' };
await Promise.all(
  Array.from({ length: Number(requests) }, async (_, at) => {
    const guarantee = guaranteeOf(book, `A${at}`, (at % 200) + 1);
    const { kind } = await inTransaction(pool, (tx) => reserveHeadroom(tx, guarantee, asked));
    process.stdout.write(`${guarantee.number} ${kind}\n`);
  }),
);
await pool.end();
