import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { reserveHeadroom } from '#store/limits/commitments';
import type { Moved } from '#store/limits/move-commitment';
import { declareRelated } from '#store/limits/relate';
import { readStanding } from '#store/limits/read-standing';
import { verifyLimits } from '#store/limits/verify-limits';
import { openPool } from '#store/pool';
import { inTransaction } from '#store/transaction';
import { freshDatabase, type TestDatabase } from '../ledger/database.js';
import { alone, confirmed, guaranteeOf, netAssets, openGuardedBook, wan } from './guarded-book.js';

let database: TestDatabase;
let many: Pool;
beforeAll(async () => {
  database = await freshDatabase();
  many = openPool(database.appUrl, 40);
}, 60_000);
afterAll(async () => {
  await many.end();
  await database.close();
});

const reserve = (book: string, number: string, customer: number, amountMinor: number) =>
  inTransaction(many, (tx) =>
    reserveHeadroom(tx, guaranteeOf(book, number, customer), {
      amountMinor,
      bearers: alone,
      until: '2026-12-31',
    }),
  );

/** Each group's limit is 15 % of 10,000 万: 1,500 万, which is fifteen requests of 100 万; a debtor's is ten. */
async function openGroups(book: string, groups: number, customersEach: number): Promise<void> {
  await openGuardedBook(database.owner, book);
  await netAssets(many, book, 10_000 * wan);
  for (let customer = 0; customer < groups * customersEach; customer += 1) {
    const links = [{ kind: 'relatedGroup', value: `G${customer % groups}` }] as const;
    await inTransaction(many, (tx) =>
      declareRelated(tx, guaranteeOf(book, `J${customer}`, customer + 1), links, '2026-01-01'),
    );
  }
}

const taken = (moved: readonly Moved[]) => moved.filter(({ kind }) => kind === 'taken').length;

describe('a thousand approvals at once', () => {
  test('over fifty groups use the headroom of each to the last request, and never more', async () => {
    await openGroups('groups', 50, 4);
    const moved = await Promise.all(
      Array.from({ length: 1000 }, (_, at) =>
        reserve('groups', `A${at}`, (at % 200) + 1, 100 * wan),
      ),
    );
    expect(taken(moved)).toBe(50 * 15);
    expect(await verifyLimits(many, 'groups')).toEqual([]);
    const { rows } = await many.query<{ used: number }>(
      `select distinct committed_gross as used from aval.limit_group where book = 'groups'`,
    );
    expect(rows).toEqual([{ used: 1500 * wan * 100 }]);
  }, 120_000);

  test('on one book take its leverage to the last 分, whatever stripe they draw from', async () => {
    await openGuardedBook(database.owner, 'leverage');
    await netAssets(many, 'leverage', 100 * wan);
    // Ten times: 1,000 万, which is 111 requests of 9 万 and one of the last 1 万.
    const moved = await Promise.all(
      Array.from({ length: 400 }, (_, at) => reserve('leverage', `B${at}`, at + 1, 9 * wan)),
    );
    expect(taken(moved)).toBe(111);
    const refused = moved.find(({ kind }) => kind === 'exceeded');
    expect(refused).toMatchObject({
      findings: [
        {
          rule: 'leverage',
          article: '国令683 art. 15',
          limitMinor: 1000 * wan,
          askedMinor: 9 * wan,
        },
      ],
    });
    expect((await reserve('leverage', 'last', 9001, wan)).kind).toBe('taken');
    expect((await reserve('leverage', 'over', 9002, 1)).kind).toBe('exceeded');
    expect(await verifyLimits(many, 'leverage')).toEqual([]);
  }, 120_000);

  test('under a cap of the book on one bank never pass it', async () => {
    await openGuardedBook(database.owner, 'banked');
    await netAssets(many, 'banked', 100_000 * wan);
    const cap = { dimension: 'bank', key: 'b', counts: 'gross', amountMinor: 500 * wan };
    await confirmed(many, 'banked', 'cap', cap);
    const moved = await Promise.all(
      Array.from({ length: 200 }, (_, at) => reserve('banked', `C${at}`, at + 1, 7 * wan)),
    );
    expect(taken(moved)).toBe(71);
    expect(moved.find(({ kind }) => kind === 'exceeded')).toMatchObject({
      findings: [{ rule: 'cap', key: 'bank:b', headroomMinor: 3 * wan }],
      largestFitMinor: 3 * wan,
    });
    expect(await verifyLimits(many, 'banked')).toEqual([]);
  }, 120_000);

  test('of one customer are judged one after the other', async () => {
    await openGuardedBook(database.owner, 'one');
    await netAssets(many, 'one', 10_000 * wan);
    const moved = await Promise.all(
      Array.from({ length: 40 }, (_, at) => reserve('one', `D${at}`, 7, 99 * wan)),
    );
    expect(taken(moved)).toBe(10);
    const found = await inTransaction(many, (tx) =>
      readStanding(tx, guaranteeOf('one', 'D', 7), 'debtor'),
    );
    expect(found?.standing.customer.committed.other.ownMinor).toBe(990 * wan);
    expect(await verifyLimits(many, 'one')).toEqual([]);
  }, 120_000);
});
