import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { limitsVerifyCommand } from '../../../apps/cli/commands/limits-verify.js';
import { postFact } from '#store/ledger/post-fact';
import { followLedger, reserveHeadroom } from '#store/limits/commitments';
import { declareRelated } from '#store/limits/relate';
import { listRepairs, repairLimits } from '#store/limits/repair-limits';
import { verifyLimitsNow } from '#store/limits/verify-limits';
import { openPool } from '#store/pool';
import { inTransaction } from '#store/transaction';
import { freshDatabase, type TestDatabase } from '../ledger/database.js';
import { factsOf } from '../ledger/facts.js';
import { alone, confirmed, guaranteeOf, netAssets, openGuardedBook, wan } from './guarded-book.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
}, 60_000);
afterAll(() => database.close());

const until = '2026-06-30';
const us = [{ party: 'us', shareBps: 10_000, role: 'guarantor' }] as const;

/** Two guarantees of related customers under a cap: one reserved, one issued. */
async function openBook(book: string): Promise<void> {
  await openGuardedBook(database.owner, book);
  await netAssets(database.app, book, 1000 * wan);
  const cap = { dimension: 'bank', key: 'b', counts: 'gross', amountMinor: 500 * wan };
  await confirmed(database.app, book, 'cap', cap);
  await inTransaction(database.app, async (tx) => {
    for (const customer of [1, 2]) {
      const guarantee = guaranteeOf(book, `${book}-${customer}`, customer);
      const links = [{ kind: 'controller', value: 'C' }] as const;
      await declareRelated(tx, guarantee, links, '2026-01-01');
      await reserveHeadroom(tx, guarantee, { amountMinor: 20 * wan, bearers: alone, until });
    }
    const issued = factsOf(`${book}-2`, book)('issued', '2026-01-01', {
      amountMinor: 20 * wan,
      beneficiary: 'b',
      shares: us,
    });
    const booked = await postFact(tx, issued);
    if (booked.kind !== 'booked') throw new Error('the letter was not booked');
    await followLedger(tx, guaranteeOf(book, `${book}-2`, 2), booked.position);
  });
}

/** What somebody with the owner's access has done by hand. */
async function spoil(book: string): Promise<void> {
  for (const sql of [
    'update aval.limit_commitment set undrawn_gross_minor = 7 where guarantee = $1',
    'update aval.limit_customer set use[1] = 5 where book = $1 and customer = 1',
    'update aval.limit_group set committed_own = 3 where book = $1',
    'update aval.limit_book_sum set committed_gross = committed_gross + 100 where book = $1',
    'update aval.limit_cap_sum set committed_own_minor = 1, quota = 9 where book = $1',
  ]) {
    await database.owner.query(sql, [sql.includes('guarantee = $1') ? `${book}-2` : book]);
  }
}

describe('sums that were changed by hand', () => {
  test('are found, written as they are rebuilt, and left on record', async () => {
    await openBook('spoilt');
    expect(await verifyLimitsNow(database.app, 'spoilt')).toMatchObject({ differences: [] });
    await spoil('spoilt');
    const found = (await verifyLimitsNow(database.app, 'spoilt'))?.differences ?? [];
    const kinds = new Set(found.map(({ what }) => what));
    expect([...kinds].sort()).toEqual(['book', 'cap', 'commitment', 'customer', 'group']);

    const repair = await repairLimits(database.owner, 'spoilt', 'auditor');
    expect(repair).toMatchObject({ repairedBy: 'auditor' });
    expect(repair?.differences).toContainEqual({
      what: 'commitment',
      where: 'spoilt-2',
      kept: `7 ${20 * wan} 0 0`,
      rebuilt: `${20 * wan} ${20 * wan} 0 0`,
    });
    expect(await verifyLimitsNow(database.app, 'spoilt')).toMatchObject({ differences: [] });
    expect(await listRepairs(database.app, 'spoilt')).toEqual([repair]);
    expect(await repairLimits(database.owner, 'spoilt', 'auditor')).toBeNull();
    const rewritten = database.owner.query(`update aval.limit_repair set repaired_by = 'nobody'`);
    await expect(rewritten).rejects.toThrow();
  });

  test('let the guard judge rightly again: the headroom is used to the last whole request', async () => {
    await openBook('again');
    await spoil('again');
    await repairLimits(database.owner, 'again', 'auditor');
    const ask = (number: string, customer: number, amountMinor: number) =>
      inTransaction(database.app, (tx) =>
        reserveHeadroom(tx, guaranteeOf('again', number, customer), {
          amountMinor,
          bearers: alone,
          until,
        }),
      );
    for (let customer = 3; customer < 8; customer += 1) {
      expect(await ask(`again-${customer}`, customer, 90 * wan)).toMatchObject({ kind: 'taken' });
    }
    const refused = await ask('again-8', 8, 20 * wan);
    expect(refused).toMatchObject({ kind: 'exceeded', largestFitMinor: 10 * wan });
    expect(await ask('again-8', 8, 10 * wan)).toMatchObject({ kind: 'taken' });
    expect(await verifyLimitsNow(database.app, 'again')).toMatchObject({ differences: [] });
  });

  test('are repaired beside those who take headroom: nothing of theirs is lost', async () => {
    await openBook('busy');
    await spoil('busy');
    const takers = Array.from({ length: 30 }, (_, at) =>
      inTransaction(database.app, (tx) =>
        reserveHeadroom(tx, guaranteeOf('busy', `busy-${at + 10}`, at + 10), {
          amountMinor: wan,
          bearers: alone,
          until,
        }),
      ),
    );
    await Promise.all([...takers, repairLimits(database.owner, 'busy', 'auditor')]);
    expect(await verifyLimitsNow(database.app, 'busy')).toMatchObject({ differences: [] });
    const { rows } = await database.app.query<{ used: number }>(
      `select sum(committed_gross_minor)::bigint as used from aval.limit_cap_sum where book = 'busy'`,
    );
    expect(rows[0]?.used).toBe(70 * wan);
  });

  test('are no matter of the application’s role', async () => {
    await openBook('guarded');
    await spoil('guarded');
    const asked = repairLimits(database.app, 'guarded', 'application');
    await expect(asked).rejects.toThrow(/permission denied/);
  });
});

describe('aval limits verify', () => {
  const run = async (...words: string[]): Promise<string> => {
    const printed: string[] = [];
    const log = jest.spyOn(console, 'log').mockImplementation((line: string) => {
      printed.push(line);
    });
    const command = limitsVerifyCommand(
      () => openPool(database.appUrl, 2),
      () => openPool(database.ownerUrl, 2),
    );
    try {
      await command.exitOverride().parseAsync(words, { from: 'user' });
    } finally {
      log.mockRestore();
    }
    return printed.join('\n');
  };

  test('says which sum differs with exit code 1, repairs it when asked to, and finds nothing then', async () => {
    await openBook('told');
    expect(await run('--book', 'told')).toBe('told: 0 differences');
    expect(process.exitCode).toBeUndefined();
    await spoil('told');
    try {
      const found = await run('--book', 'told');
      expect(found).toContain(`  commitment  told-2  kept 7 ${20 * wan} 0 0, rebuilt`);
      expect(process.exitCode).toBe(1);
    } finally {
      process.exitCode = undefined;
    }
    await expect(run('--book', 'told', '--repair')).rejects.toThrow('leaves a name on record');
    const repaired = await run('--book', 'told', '--repair', '--by', 'auditor');
    expect(repaired).toMatch(/^told: repair \d+ by auditor, 5 sums written\n/);
    expect(JSON.parse(await run('--book', 'told', '--json'))).toMatchObject({
      books: [{ book: 'told', differences: [] }],
    });
    await expect(run('--book', 'nowhere')).rejects.toThrow('nowhere is under no limits');
  });
});
