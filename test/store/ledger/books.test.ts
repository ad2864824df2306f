import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ObligationFact } from '#domain/ledger/facts';
import { books } from '#store/ledger/books';
import { closePeriod } from '#store/ledger/close-period';
import { foldLedger } from '#store/ledger/fold';
import { postFact } from '#store/ledger/post-fact';
import { inTransaction } from '#store/transaction';
import { freshDatabase, type TestDatabase } from './database.js';
import { factsOf, lifeInDefault, standardTerms } from './facts.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
}, 60_000);
afterAll(() => database.close());

const post = async (facts: readonly ObligationFact[]) => {
  for (const fact of facts) {
    const outcome = await inTransaction(database.app, (tx) => postFact(tx, fact));
    expect(outcome).toMatchObject({ kind: 'booked' });
  }
};

const now = async () => {
  const { rows } = await database.app.query<{ now: Date }>('select clock_timestamp() as now');
  return rows[0]?.now.toISOString() ?? '';
};

describe('the trial balance', () => {
  test('says what is owed, and who bears it, as of any value date', async () => {
    await post(lifeInDefault('G1'));
    const inForce = (await books(database.app, { asOf: '2025-02-01', book: 'demo' })).currencies
      .CNY;
    expect(inForce).toMatchObject({
      issuedMinor: 80_000_01,
      undrawnMinor: 10_000_01,
      outstandingMinor: 70_000_00,
      releasedMinor: 0,
      paidOutMinor: 0,
      premiumReceivedMinor: 1_200_00,
    });
    expect(inForce?.sharers['national-fund']).toMatchObject({ outstandingMinor: 17_500_00 });
    const all = (await books(database.app, { book: 'demo' })).currencies.CNY;
    expect(all).toMatchObject({
      issuedMinor: 80_000_01,
      undrawnMinor: 0,
      outstandingMinor: 0,
      releasedMinor: 20_000_34,
      claimedMinor: 74_999_59,
      claimsSettledMinor: 74_999_59,
      paidOutMinor: 59_999_67,
      paidOutAccessoryMinor: 1_000_00,
      recoveredMinor: 20_000_00,
      writtenOffMinor: 39_999_67,
      payoutReceivableMinor: 0,
      costsAdvancedMinor: 0,
    });
    expect(all?.sharers.guarantor).toMatchObject({ paidOutMinor: 29_999_84 });
    expect(all?.sharers.province).toMatchObject({ paidOutMinor: 14_999_91 });
  });

  test('is the same before and after days are folded, and beside postings that are not', async () => {
    const ask = () =>
      Promise.all([
        books(database.app),
        books(database.app, { asOf: '2025-06-30' }),
        books(database.app, { product: 'baoweidai', asOf: '2025-12-31' }),
      ]);
    await post(lifeInDefault('G2'));
    const before = await ask();
    await foldLedger(database.app);
    expect(await ask()).toEqual(before);
    await post(lifeInDefault('G3'));
    const beside = await ask();
    await foldLedger(database.app);
    await foldLedger(database.app);
    expect(await ask()).toEqual(beside);
    await database.owner.query('select aval.refold_ledger()');
    expect(await ask()).toEqual(beside);
    await post(lifeInDefault('G4'));
    const later = await ask();
    await foldLedger(database.app);
    expect(await ask()).toEqual(later);
    expect(later[0].currencies.CNY?.issuedMinor).toBe(4 * 80_000_01);
  });

  test('as known at an instant never changes, whatever is booked or folded later', async () => {
    const fact = factsOf('K1', 'known');
    await post([fact('issued', '2026-01-01', { amountMinor: 500, ...standardTerms })]);
    const instant = await now();
    const then = await books(database.app, { book: 'known', knownAt: instant });
    await post([fact('drawn', '2026-01-01', { drawdown: 'D1', amountMinor: 200 })]);
    expect(await books(database.app, { book: 'known', knownAt: instant })).toEqual(then);
    await foldLedger(database.app);
    expect(await books(database.app, { book: 'known', knownAt: instant })).toEqual(then);
    expect(then.currencies.CNY?.undrawnMinor).toBe(500);
    expect((await books(database.app, { book: 'known' })).currencies.CNY?.undrawnMinor).toBe(300);
  });

  test('never adds one currency to another', async () => {
    const yuan = factsOf('X1', 'mixed');
    const dollars = factsOf('X2', 'mixed', 'USD');
    await post([
      yuan('issued', '2026-01-01', { amountMinor: 1, ...standardTerms }),
      dollars('issued', '2026-01-01', { amountMinor: 2, ...standardTerms }),
    ]);
    const { currencies } = await books(database.app, { book: 'mixed' });
    expect(currencies.CNY?.issuedMinor).toBe(1);
    expect(currencies.USD?.issuedMinor).toBe(2);
  });
});

describe('a closed period', () => {
  test('is frozen: a late entry keeps its value date and counts in the open period', async () => {
    const fact = factsOf('P1', 'closing');
    await post([fact('issued', '2026-01-10', { amountMinor: 500, ...standardTerms })]);
    const closing = { book: 'closing', through: '2026-01-31', by: 'accountant' };
    const closed = await inTransaction(database.app, (tx) => closePeriod(tx, closing));
    expect(closed.kind).toBe('closed');
    if (closed.kind !== 'closed') return;
    const late = fact('drawn', '2026-01-20', { drawdown: 'D1', amountMinor: 100 });
    const outcome = await inTransaction(database.app, (tx) => postFact(tx, late));
    expect(outcome).toMatchObject({ kind: 'booked', accountedOn: '2026-02-01' });
    const asKnown = { book: 'closing', asOf: '2026-01-31', knownAt: closed.closedAt };
    expect((await books(database.app, asKnown)).currencies.CNY?.outstandingMinor).toBe(0);
    const asNow = { book: 'closing', asOf: '2026-01-31' };
    expect((await books(database.app, asNow)).currencies.CNY?.outstandingMinor).toBe(100);
  });

  test('is never closed twice, and another book stays open', async () => {
    const closing = { book: 'closing', through: '2026-01-31', by: 'accountant' };
    const again = await inTransaction(database.app, (tx) => closePeriod(tx, closing));
    expect(again).toEqual({ kind: 'refused', reason: 'alreadyClosed' });
    const open = factsOf('P2', 'open-book')('issued', '2026-01-10', {
      amountMinor: 5,
      ...standardTerms,
    });
    const outcome = await inTransaction(database.app, (tx) => postFact(tx, open));
    expect(outcome).toMatchObject({ accountedOn: '2026-01-10' });
  });
});
