import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ObligationFact } from '#domain/ledger/facts';
import { books } from '#store/ledger/books';
import { closePeriod } from '#store/ledger/close-period';
import { foldLedger } from '#store/ledger/fold';
import { postFact } from '#store/ledger/post-fact';
import { verifyLedger } from '#store/ledger/verify';
import { inTransaction } from '#store/transaction';
import { freshDatabase, type TestDatabase } from './database.js';
import { factsOf, standardTerms } from './facts.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
}, 60_000);
afterAll(() => database.close());

const post = (fact: ObligationFact) => inTransaction(database.app, (tx) => postFact(tx, fact));
const book = async (facts: readonly ObligationFact[]) => {
  for (const fact of facts) expect(await post(fact)).toMatchObject({ kind: 'booked' });
};
const yuan = async (query: { book: string; asOf?: string; knownAt?: string }) =>
  (await books(database.app, query)).currencies.CNY;

/** Lent in January and again in March; the first is repaid in May. */
function lentTwice(guarantee: string, inBook: string) {
  const fact = factsOf(guarantee, inBook);
  const facts = [
    fact('issued', '2026-01-10', { amountMinor: 1000, ...standardTerms }),
    fact('drawn', '2026-01-20', { drawdown: 'D1', amountMinor: 400 }),
    fact('drawn', '2026-03-20', { drawdown: 'D2', amountMinor: 600 }),
    fact('repaid', '2026-05-20', { drawdown: 'D1', amountMinor: 300 }),
  ];
  return { fact, facts };
}

describe('a fact that is told late', () => {
  test('is booked on its own day where the days since have room for it, and refused where they have not', async () => {
    const { fact, facts } = lentTwice('L1', 'late');
    await book(facts);
    const repaid = (amountMinor: number, drawdown: string) =>
      fact('repaid', '2026-02-01', { drawdown, amountMinor }, `${drawdown} ${amountMinor}`);
    expect(await post(repaid(101, 'D1'))).toMatchObject({ reason: 'aboveOutstanding' });
    expect(await post(repaid(200, 'D2'))).toMatchObject({
      reason: 'valuedTooEarly',
      short: { account: 'outstanding', drawdown: 'D2', byMinor: 200, fitsFrom: '2026-03-20' },
    });
    await book([repaid(100, 'D1')]);
    expect(await yuan({ book: 'late', asOf: '2026-02-01' })).toMatchObject({
      outstandingMinor: 300,
      releasedMinor: 100,
    });
    expect(await verifyLedger(database.app)).toEqual([]);
  });

  test('and refused leaves nothing; the day that the refusal names is taken', async () => {
    const fact = factsOf('L2', 'named-day');
    await book([
      fact('issued', '2026-01-10', { amountMinor: 100, ...standardTerms }),
      fact('drawn', '2026-01-20', { drawdown: 'D1', amountMinor: 30 }),
      fact('drawn', '2026-03-20', { drawdown: 'D1', amountMinor: 50 }),
    ]);
    const repaid = (on: string) => fact('repaid', on, { drawdown: 'D1', amountMinor: 70 }, 'r');
    const before = await yuan({ book: 'named-day' });
    const refused = await post(repaid('2026-02-01'));
    expect(refused).toMatchObject({
      short: { account: 'outstanding', drawdown: 'D1', on: '2026-02-01', fitsFrom: '2026-03-20' },
    });
    expect(await yuan({ book: 'named-day' })).toEqual(before);
    await book([repaid('2026-03-20')]);
  });

  test('after a close counts in the open period, keeps its day, and changes no answer that was given before', async () => {
    const { fact, facts } = lentTwice('L3', 'closed-late');
    await book(facts.slice(0, 2));
    const closed = await inTransaction(database.app, (tx) =>
      closePeriod(tx, { book: 'closed-late', through: '2026-01-31', by: 'accountant' }),
    );
    if (closed.kind !== 'closed') throw new Error('it was closed before');
    const asClosed = { book: 'closed-late', asOf: '2026-01-31', knownAt: closed.closedAt };
    const then = await yuan(asClosed);
    const late = fact('repaid', '2026-01-25', { drawdown: 'D1', amountMinor: 100 });
    expect(await post(late)).toMatchObject({ kind: 'booked', accountedOn: '2026-02-01' });
    const early = fact('repaid', '2026-01-15', { drawdown: 'D1', amountMinor: 100 });
    expect(await post(early)).toMatchObject({ reason: 'valuedTooEarly' });
    expect(await yuan(asClosed)).toEqual(then);
    await foldLedger(database.app);
    expect(await yuan(asClosed)).toEqual(then);
    expect(then?.outstandingMinor).toBe(400);
    expect((await yuan({ book: 'closed-late', asOf: '2026-01-31' }))?.outstandingMinor).toBe(300);
    expect((await yuan({ book: 'closed-late', asOf: '2026-01-24' }))?.outstandingMinor).toBe(400);
  });

  test('sixteen at once take no more of an earlier day than it had', async () => {
    const { fact, facts } = lentTwice('L4', 'late-race');
    await book(facts.slice(0, 2));
    await book([fact('drawn', '2026-03-20', { drawdown: 'D1', amountMinor: 600 }, 'more')]);
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        post(fact('repaid', '2026-02-01', { drawdown: 'D1', amountMinor: 50 }, `r${index}`)),
      ),
    );
    expect(outcomes.filter(({ kind }) => kind === 'booked')).toHaveLength(8);
    expect((await yuan({ book: 'late-race', asOf: '2026-02-01' }))?.outstandingMinor).toBe(0);
    expect((await yuan({ book: 'late-race' }))?.outstandingMinor).toBe(600);
  });
});

describe('an audit of the ledger', () => {
  test('finds a latest day that was tampered with, and a balance below zero as of a day', async () => {
    const own = await freshDatabase();
    const fact = factsOf('A1');
    for (const each of [
      fact('issued', '2026-01-10', { amountMinor: 100, ...standardTerms }),
      fact('drawn', '2026-01-20', { drawdown: 'D1', amountMinor: 30 }),
    ]) {
      await inTransaction(own.app, (tx) => postFact(tx, each));
    }
    expect(await verifyLedger(own.app)).toEqual([]);
    await own.owner.query(`update aval.ledger_balance set latest_on = '2026-01-01'`);
    const early = fact('repaid', '2026-01-15', { drawdown: 'D1', amountMinor: 30 });
    await inTransaction(own.app, (tx) => postFact(tx, early));
    const found = await verifyLedger(own.app);
    expect(found.filter(({ what }) => what === 'latestDate').length).toBeGreaterThan(5);
    const below = found.filter(({ what }) => what === 'asOfDay');
    expect(below).toHaveLength(3);
    expect(below[0]).toMatchObject({
      where: 'demo / A1 / outstanding / D1 / bank / guarantor /  / 2026-01-15',
      rebuiltMinor: '-15',
    });
    await own.close();
  }, 60_000);
});
