import type { DecisionRecord } from '#domain/policy/decision-record';
import type { LimitHistory } from '#domain/policy/limit-history';
import type { PolicyHistory } from '#domain/policy/policy-history';
import type { Pool } from 'pg';
import { booksUnderLimits } from '../limits/verify-limits.js';
import { inTransaction } from '../transaction.js';
import { readDecisionRecords, type DecisionFilter } from './decision-records.js';
import { readLimitHistory } from './limit-history.js';

/** Reads the cases of a book or product, and the limits of the books of the question, in one snapshot. */
export async function readPolicyHistory(
  store: Pool,
  filter: DecisionFilter,
): Promise<PolicyHistory> {
  return inTransaction(store, async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only');
    const records: DecisionRecord[] = [];
    for await (const record of readDecisionRecords(tx, filter)) records.push(record);
    const limits: LimitHistory[] = [];
    for (const book of await booksUnderLimits(tx)) {
      if (filter.book !== undefined && filter.book !== book) continue;
      const history = await readLimitHistory(tx, book);
      if (history !== null) limits.push(history);
    }
    return { records, limits };
  });
}
