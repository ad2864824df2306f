import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepBook } from '../../apps/cli/api/books.js';
import { tryPolicyFile } from '../../apps/cli/commands/policy.js';
import { liveCase } from '../../apps/cli/world/live-case.js';
import { manyAtOnce } from '../../apps/cli/world/many-at-once.js';
import { day, lent, loanMinor, repaid, scriptOf, told, wan, type Life } from '../lifecycle/life.js';
import { openStand, type Stand } from '../lifecycle/stand.js';
import { confirmed, netAssets } from '../store/limits/guarded-book.js';

const patienceMs = 600_000;

describe('limits tried on lives that were lived', () => {
  let stand: Stand;
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'aval-limits-tried-'));
    stand = await openStand();
  }, patienceMs);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await stand.close();
  });

  async function openBook(name: string): Promise<string> {
    const book = `${stand.run}-${name}`;
    const terms = {
      guarantor: 'Guarantor of the tests',
      currency: 'CNY',
      regime: 'decree683',
      timeZone: 'Asia/Shanghai',
    } as const;
    await keepBook(stand.world.api, book, terms, stand.world.people.operations);
    return book;
  }

  async function live(book: string, name: string, life: Life): Promise<string> {
    const script = scriptOf(life, `${book}-${name}`, book, `${book}-${name}`);
    return (await liveCase(stand.world, script)).number;
  }

  const tried = (book: string, limits: object) => {
    const file = join(folder, 'limits.json');
    writeFileSync(file, JSON.stringify({ limits }));
    return tryPolicyFile(stand.world.database, file, { book });
  };

  test(
    'unchanged they reproduce every answer; higher or lower they free or take what the next cases get',
    async () => {
      const book = await openBook('tried');
      const { database } = stand.world;
      await netAssets(database, book, 10_000 * wan);
      // Each case asks 16 万: two fit at a time.
      const bank = 'synthetic-bank';
      const cap = { dimension: 'bank', key: bank, counts: 'gross', amountMinor: 40 * wan };
      await confirmed(database, book, 'cap', cap);
      const short = { partners: told, until: day(1) };
      const moments = [lent(day(10)), repaid(day(20), loanMinor)];
      const first = await live(book, 'a', { partners: told, moments, until: day(21) });
      const [second, third] = [await live(book, 'b', short), await live(book, 'c', short)];
      const fourth = await live(book, 'd', short);

      const same = await tried(book, {});
      expect(same.unfaithful).toEqual([]);
      expect(same.flips).toEqual([]);
      expect(same.limits).toMatchObject({ refusedBefore: 1, refusedAfter: 1 });
      expect(same.limits.judged).toBeGreaterThan(4);

      const higher = await tried(book, { caps: [{ ...cap, amountMinor: 60 * wan }] });
      expect(higher.flips).toMatchObject([
        { caseId: fourth, from: 'declined', to: 'accepted', loss: { kind: 'outcomeUnknown' } },
      ]);
      const lower = await tried(book, { caps: [{ ...cap, amountMinor: 20 * wan }] });
      expect(lower.flips).toMatchObject([
        {
          caseId: third,
          from: 'accepted',
          to: 'declined',
          reasonCodes: [`limit:cap:bank:${bank}`],
        },
      ]);
      const none = await tried(book, { caps: [{ ...cap, amountMinor: wan }] });
      expect(none.flips.map(({ caseId }) => caseId)).toEqual([first, second, third]);
      const owned = await tried(book, {
        netAssetsBps: 20,
        capsLifted: [{ dimension: 'bank', key: bank }],
      });
      expect(owned.flips[0]?.reasonCodes).toContain('limit:oneDebtor');
    },
    patienceMs,
  );

  test(
    'answers that were given to many at once come out as they were recorded',
    async () => {
      const book = await openBook('at-once');
      await netAssets(stand.world.database, book, 10_000 * wan);
      await confirmed(stand.world.database, book, 'cap', {
        ...{ dimension: 'product', key: 'bao-wei-dai', counts: 'gross', amountMinor: 100 * wan },
      });
      const names = Array.from({ length: 12 }, (_, at) => `N${at}`);
      await manyAtOnce(names, { concurrency: 6 }, async (name) => {
        await live(book, name, { partners: told, until: day(1) });
      });
      const { unfaithful, flips, limits } = await tried(book, {});
      expect(unfaithful).toEqual([]);
      expect(flips).toEqual([]);
      expect(limits.refusedAfter).toBe(6);
    },
    patienceMs,
  );
});
