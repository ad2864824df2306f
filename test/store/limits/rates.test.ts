import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { evaluateBook, listBreaches } from '#store/limits/breaches';
import { listBreachesNow } from '#store/limits/breaches-now';
import { giveBackHeadroom, reserveHeadroom } from '#store/limits/commitments';
import { noticeStanding } from '#store/limits/notice-standing';
import { reportBook } from '#store/limits/report';
import { verifyLimits } from '#store/limits/verify-limits';
import { inTransaction } from '#store/transaction';
import { freshDatabase, type TestDatabase } from '../ledger/database.js';
import { alone, confirmed, guaranteeOf, netAssets, openGuardedBook, wan } from './guarded-book.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
}, 60_000);
afterAll(() => database.close());

const capOf = (book: string, rates: object) =>
  confirmed(database.app, book, 'cap', {
    ...{ dimension: 'bank', key: 'b', counts: 'gross', amountMinor: 100 * wan },
    ...rates,
  });

const reserve = (book: string, at: number, amountMinor: number) =>
  inTransaction(database.app, async (tx) => {
    const guarantee = guaranteeOf(book, `${book}-${at}`, at);
    const asked = { amountMinor, bearers: alone, until: '2026-06-30' };
    const moved = await reserveHeadroom(tx, guarantee, asked);
    if (moved.kind === 'taken' && moved.grew) await noticeStanding(tx, guarantee);
    return moved;
  });

const giveBack = (book: string, at: number) =>
  inTransaction(database.app, (tx) => giveBackHeadroom(tx, guaranteeOf(book, `${book}-${at}`, at)));

const capState = async (book: string) =>
  (await reportBook(database.app, book))?.rules.find(({ rule }) => rule === 'cap');

const open = async (book: string) =>
  (await listBreaches(database.app, book)).filter(({ clearedAt }) => clearedAt === null);

test('a cap warns from its warning rate on, once, and stops new requests at its stop rate', async () => {
  await openGuardedBook(database.owner, 'capped');
  await netAssets(database.app, 'capped', 10_000 * wan);
  await capOf('capped', { warningBps: 5000, stopBps: 8000 });
  expect(await reserve('capped', 1, 49 * wan)).toMatchObject({ kind: 'taken' });
  expect(await open('capped')).toEqual([]);
  expect(await capState('capped')).toMatchObject({ state: 'free', headroomMinor: 31 * wan });

  await reserve('capped', 2, wan);
  await reserve('capped', 3, wan);
  expect(await open('capped')).toMatchObject([
    { severity: 'warning', rule: 'cap', key: 'bank:b', limitMinor: 100 * wan, cause: 'capped-2' },
  ]);
  expect(await reserve('capped', 4, 30 * wan)).toMatchObject({
    kind: 'exceeded',
    findings: [
      { rule: 'cap', limitMinor: 100 * wan, stopMinor: 80 * wan, headroomMinor: 29 * wan },
    ],
    largestFitMinor: 29 * wan,
  });
  expect(await reserve('capped', 4, 29 * wan)).toMatchObject({ kind: 'taken' });
  expect(await capState('capped')).toMatchObject({
    state: 'stopped',
    limitMinor: 100 * wan,
    stopMinor: 80 * wan,
    headroomMinor: 0,
  });
});

test('an open warning tells what is used now, and is left out once it holds no more', async () => {
  await openGuardedBook(database.owner, 'fresh');
  await netAssets(database.app, 'fresh', 10_000 * wan);
  await capOf('fresh', { warningBps: 5000 });
  const now = async () => {
    const found = await listBreachesNow(database.app, 'fresh');
    return found.map(({ severity, usedMinor }) => [severity, usedMinor]);
  };
  await reserve('fresh', 1, 60 * wan);
  expect(await now()).toEqual([['warning', 60 * wan]]);
  await reserve('fresh', 2, 15 * wan);
  expect(await now()).toEqual([['warning', 75 * wan]]);
  expect((await reportBook(database.app, 'fresh'))?.breaches).toMatchObject([
    { severity: 'warning', usedMinor: 75 * wan },
  ]);
  await giveBack('fresh', 1);
  expect(await now()).toEqual([]);
  expect(await open('fresh')).toMatchObject([{ severity: 'warning', usedMinor: 60 * wan }]);
});

test('so does a warning of one debtor', async () => {
  await openGuardedBook(database.owner, 'debtor-now');
  await netAssets(database.app, 'debtor-now', 1_000 * wan);
  await reserve('debtor-now', 1, 95 * wan);
  await reserve('debtor-now', 1, 98 * wan);
  const shown = await listBreachesNow(database.app, 'debtor-now');
  const kept = await open('debtor-now');
  expect(kept.map(({ rule }) => rule)).toContain('oneDebtor');
  const debtor = shown.find(({ rule }) => rule === 'oneDebtor');
  expect(debtor?.usedMinor).toBeGreaterThanOrEqual(90 * wan);
  await giveBack('debtor-now', 1);
  expect(await listBreachesNow(database.app, 'debtor-now')).toEqual([]);
});

test('a stop is used to the last whole request by many at once, and never passed', async () => {
  await openGuardedBook(database.owner, 'crowd');
  await netAssets(database.app, 'crowd', 10_000 * wan);
  await capOf('crowd', { stopBps: 7500 });
  const asked = Array.from({ length: 100 }, (_, at) => reserve('crowd', at, 2 * wan));
  const taken = (await Promise.all(asked)).filter(({ kind }) => kind === 'taken');
  expect(taken).toHaveLength(37);
  expect(await verifyLimits(database.app, 'crowd')).toEqual([]);
});

test('a warning becomes a breach when the limit falls, a warning again, and is cleared', async () => {
  await openGuardedBook(database.owner, 'turning');
  await netAssets(database.app, 'turning', 1000 * wan);
  await reserve('turning', 1, 85 * wan);
  const judged = async (amountMinor: number, day: string) => {
    await netAssets(database.app, 'turning', amountMinor, day);
    const count = await inTransaction(database.app, (tx) => evaluateBook(tx, 'turning', day));
    return [count, ...(await open('turning')).map(({ severity, rule }) => `${severity} ${rule}`)];
  };
  expect(await judged(1000 * wan, '2026-01-02')).toEqual([0]);
  expect(await judged(900 * wan, '2026-01-03')).toEqual([0, 'warning oneDebtor']);
  expect(await judged(800 * wan, '2026-01-04')).toEqual([1, 'breach oneDebtor']);
  expect(await judged(850 * wan, '2026-01-05')).toEqual([0, 'warning oneDebtor']);
  expect(await judged(2000 * wan, '2026-01-06')).toEqual([0]);
});

test('a book’s own stop rate holds for the statutory limits, until it is lifted', async () => {
  await openGuardedBook(database.owner, 'careful');
  await netAssets(database.app, 'careful', 1000 * wan);
  await confirmed(database.app, 'careful', 'terms', { stopBps: 9000 });
  expect(await reserve('careful', 1, 91 * wan)).toMatchObject({
    findings: [{ rule: 'oneDebtor', limitMinor: 100 * wan, stopMinor: 90 * wan }],
  });
  await confirmed(database.app, 'careful', 'terms', { reservationDays: 90 });
  expect(await reserve('careful', 1, 91 * wan)).toMatchObject({ kind: 'exceeded' });
  await confirmed(database.app, 'careful', 'terms', { stopBps: null });
  expect(await reserve('careful', 1, 91 * wan)).toMatchObject({ kind: 'taken' });
  const given = await inTransaction(database.app, (tx) =>
    giveBackHeadroom(tx, guaranteeOf('careful', 'careful-1', 1)),
  );
  expect(given).toMatchObject({ kind: 'taken', grew: false });
});

test('a statutory rule has rates of its own, and the book’s again once they are given back', async () => {
  await openGuardedBook(database.owner, 'by-rule');
  await netAssets(database.app, 'by-rule', 1000 * wan);
  await confirmed(database.app, 'by-rule', 'terms', {
    stopBps: 9500,
    rules: {
      oneDebtor: { warningBps: 5000, stopBps: 8000 },
      leverage: { warningBps: 80, stopBps: null },
    },
  });
  expect(await reserve('by-rule', 1, 81 * wan)).toMatchObject({
    findings: [{ rule: 'oneDebtor', stopMinor: 80 * wan, headroomMinor: 80 * wan }],
  });
  expect(await reserve('by-rule', 1, 60 * wan)).toMatchObject({ kind: 'taken' });
  expect(await open('by-rule')).toMatchObject([{ severity: 'warning', rule: 'oneDebtor' }]);
  expect(await reserve('by-rule', 2, 30 * wan)).toMatchObject({ kind: 'taken' });
  const leverage = (await reportBook(database.app, 'by-rule'))?.rules[0];
  expect(leverage).toMatchObject({ warningBps: 80, stopMinor: null, state: 'warning' });

  await confirmed(database.app, 'by-rule', 'terms', { rules: { leverage: { stopBps: 100 } } });
  expect(await reserve('by-rule', 3, 30 * wan)).toMatchObject({
    findings: [{ rule: 'leverage', stopMinor: 100 * wan }],
  });
  await confirmed(database.app, 'by-rule', 'terms', { rules: { oneDebtor: null, leverage: null } });
  expect(await reserve('by-rule', 3, 95 * wan)).toMatchObject({ kind: 'taken' });
  expect(await reserve('by-rule', 4, 96 * wan)).toMatchObject({
    findings: [{ rule: 'oneDebtor', stopMinor: 95 * wan }],
  });
});
