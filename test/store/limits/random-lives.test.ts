import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FactDetails, FactKind, ObligationFact } from '#domain/ledger/facts';
import { contractClasses } from '#domain/limits/amounts';
import { postFact } from '#store/ledger/post-fact';
import { evaluateBook, listBreaches } from '#store/limits/breaches';
import { followLedger, giveBackHeadroom, reserveHeadroom } from '#store/limits/commitments';
import { decideProposal, proposeLimit } from '#store/limits/proposals';
import { declareRelated } from '#store/limits/relate';
import { verifyLimits } from '#store/limits/verify-limits';
import { inTransaction } from '#store/transaction';
import { freshDatabase, type TestDatabase } from '../ledger/database.js';
import { confirmed, guaranteeOf, netAssets, openGuardedBook, wan } from './guarded-book.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
}, 60_000);
afterAll(() => database.close());

const shares = [
  { party: 'fund', shareBps: 2000, role: 'reGuarantor' },
  { party: 'us', shareBps: 4000, role: 'guarantor' },
] as const;

const acts = [
  'reserve',
  'giveBack',
  'issue',
  'draw',
  'repay',
  'clawBack',
  'lapse',
  'relate',
] as const;
const anyAct = fc.record({
  act: fc.constantFrom(...acts),
  guarantee: fc.integer({ min: 0, max: 5 }),
  amountMinor: fc.integer({ min: 1, max: 400 * wan }),
});

/** One step of one of six guarantees of three customers; what the ledger or the limits refuse leaves nothing. */
async function perform(
  book: string,
  turn: number,
  { act, guarantee: at, amountMinor }: { act: string; guarantee: number; amountMinor: number },
): Promise<void> {
  const kind = contractClasses[at % contractClasses.length] ?? 'other';
  const guarantee = guaranteeOf(book, `${book}-${at}`, at % 3, kind);
  await inTransaction(database.app, async (tx) => {
    const post = async <Kind extends FactKind>(fact: Kind, details: FactDetails[Kind]) => {
      const header = { reference: `${turn}`, book, guarantee: guarantee.number, currency: 'CNY' };
      const whole = { ...header, valueDate: '2026-01-01', kind: fact, ...(details as object) };
      const booked = await postFact(tx, whole as unknown as ObligationFact);
      if (booked.kind === 'booked') await followLedger(tx, guarantee, booked.position);
    };
    const until = '2026-06-30';
    const drawdown = 'D1';
    switch (act) {
      case 'reserve':
        await reserveHeadroom(tx, guarantee, { amountMinor, bearers: shares, until });
        return;
      case 'giveBack':
        await giveBackHeadroom(tx, guarantee);
        return;
      case 'issue':
        return post('issued', { amountMinor, beneficiary: 'bank', shares });
      case 'draw':
        return post('drawn', { amountMinor, drawdown });
      case 'repay':
        return post('repaid', { amountMinor, drawdown });
      case 'clawBack':
        return post('clawedBack', { amountMinor, drawdown, of: 'repayment' });
      case 'lapse':
        return post('undrawnReleased', { amountMinor: 'all', reason: 'lapsed' });
      default:
        await declareRelated(
          tx,
          guarantee,
          [{ kind: 'controller', value: `C${amountMinor % 2}` }],
          '2026-01-01',
        );
    }
  });
}

test('in any order of events every sum is what commitments and ledger rebuild', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { minLength: 10, maxLength: 40 }), async (steps) => {
      const book = `r${(run += 1)}`;
      await openGuardedBook(database.owner, book);
      await netAssets(database.app, book, 3000 * wan);
      const cap = { dimension: 'region', key: '34', counts: 'own', ofNetAssetsBps: 8000 };
      await confirmed(database.app, book, 'cap', cap);
      for (const [turn, step] of steps.entries()) await perform(book, turn, step);
      expect(await verifyLimits(database.app, book)).toEqual([]);
    }),
    { numRuns: 25 },
  );
}, 240_000);

describe('a change of net assets', () => {
  test('raises what stands above its limit with its cases, and clears it when it is kept again', async () => {
    await openGuardedBook(database.owner, 'falling');
    await netAssets(database.app, 'falling', 1000 * wan);
    const reserved = await inTransaction(database.app, (tx) =>
      reserveHeadroom(tx, guaranteeOf('falling', 'F1', 1), {
        amountMinor: 90 * wan,
        bearers: [{ shareBps: 1, role: 'guarantor' }],
        until: '2026-06-30',
      }),
    );
    expect(reserved.kind).toBe('taken');
    const evaluate = () =>
      inTransaction(database.app, (tx) => evaluateBook(tx, 'falling', 'net assets'));
    expect(await evaluate()).toBe(0);
    await netAssets(database.app, 'falling', 800 * wan, '2026-02-01');
    expect(await evaluate()).toBe(1);
    const breaches = async () =>
      (await listBreaches(database.app, 'falling')).filter(({ severity }) => severity === 'breach');
    expect(await breaches()).toMatchObject([
      {
        rule: 'oneDebtor',
        key: '1',
        article: '国令683 art. 16',
        limitMinor: 80 * wan,
        usedMinor: 90 * wan,
        cases: ['F1'],
        clearedAt: null,
      },
    ]);
    await netAssets(database.app, 'falling', 900 * wan, '2026-03-01');
    expect(await evaluate()).toBe(0);
    expect((await breaches())[0]?.clearedAt).not.toBeNull();
  });

  test('is not confirmed by who proposed it: the database refuses, and no role of the application gets round it', async () => {
    await openGuardedBook(database.owner, 'checked');
    const { app } = database;
    const figure = { kind: 'netAssets', data: { amountMinor: 5 }, asOf: '2026-01-01' } as const;
    const { id } = await proposeLimit(app, 'checked', { ...figure, source: 'accounts' }, 'maker');
    await expect(
      inTransaction(app, (tx) => decideProposal(tx, id, 'confirmed', 'maker')),
    ).rejects.toThrow(/maker_is_not_checker/);
    for (const sql of [
      `update aval.limit_book set net_assets_minor = 5`,
      `update aval.limit_proposal set decided_by = 'x'`,
      `update aval.limit_book_sum set committed_gross = 0`,
      `insert into aval.limit_link values ('checked', 'controller', 'x', 1, '2026-01-01', 'x')`,
    ]) {
      await expect(app.query(sql)).rejects.toThrow(/permission denied/);
    }
    expect(await inTransaction(app, (tx) => decideProposal(tx, id, 'confirmed', 'other'))).toBe(
      true,
    );
    expect(await inTransaction(app, (tx) => decideProposal(tx, id, 'rejected', 'third'))).toBe(
      false,
    );
  });
});
