import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { declareRelated } from '#store/limits/relate';
import { verifyLimits } from '#store/limits/verify-limits';
import { inTransaction } from '#store/transaction';
import { freshDatabase, type TestDatabase } from '../ledger/database.js';
import { guaranteeOf, netAssets, openGuardedBook, wan } from './guarded-book.js';

const book = 'killed';
const [requests, groups, customers] = [1000, 50, 200];

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await openGuardedBook(database.owner, book);
  await netAssets(database.app, book, 10_000 * wan);
  for (let customer = 0; customer < customers; customer += 1) {
    const links = [{ kind: 'relatedGroup', value: `G${customer % groups}` }] as const;
    await inTransaction(database.app, (tx) =>
      declareRelated(tx, guaranteeOf(book, `J${customer}`, customer + 1), links, '2026-01-01'),
    );
  }
}, 120_000);
afterAll(() => database.close());

/** Begins all requests in a process of its own; killed at the given answer, it has told at least those before. */
async function approve(killAfter: number | null): Promise<ReadonlyMap<string, string>> {
  const loader = ['--import', './test/bench/typescript.mjs'];
  const args = [...loader, 'test/store/limits/approvals.ts', database.appUrl, book, `${requests}`];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const answers = new Map<string, string>();
  for await (const line of createInterface(child.stdout)) {
    const [number = '', answer = ''] = line.split(' ');
    answers.set(number, answer);
    if (answers.size === killAfter) child.kill('SIGKILL');
  }
  expect(await ended).toEqual(killAfter === null ? [0, null] : [null, 'SIGKILL']);
  return answers;
}

const takenOf = (answers: ReadonlyMap<string, string>) =>
  [...answers].filter(([, answer]) => answer === 'taken').map(([number]) => number);

test('approvals killed in the middle and begun again use the headroom exactly, and nothing twice', async () => {
  const before = await approve(250);
  expect(before.size).toBeLessThan(requests);
  expect(await verifyLimits(database.app, book)).toEqual([]);

  const after = await approve(null);
  expect(after.size).toBe(requests);
  // What was told before the kill stands: asked again by its reference, it is the same reservation.
  expect(takenOf(after)).toEqual(expect.arrayContaining(takenOf(before)));
  // 15 % of 10,000 万 is fifteen requests of 100 万 for each group.
  expect(takenOf(after)).toHaveLength(15 * groups);

  const { rows } = await database.app.query<object>(
    `select (select sum(reserved_gross_minor)::bigint from aval.limit_commitment where book = $1) as reserved,
       min(committed_gross) as least, max(committed_gross) as most from aval.limit_group where book = $1`,
    [book],
  );
  const hundredths = 1500 * wan * 100;
  expect(rows).toEqual([{ reserved: 75_000 * wan, least: hundredths, most: hundredths }]);
  expect(await verifyLimits(database.app, book)).toEqual([]);
}, 240_000);
