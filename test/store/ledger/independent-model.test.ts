import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ObligationFact } from '#domain/ledger/facts';
import { books } from '#store/ledger/books';
import { foldLedger } from '#store/ledger/fold';
import { postFact } from '#store/ledger/post-fact';
import { readPostings } from '#store/ledger/postings';
import { verifyLedger } from '#store/ledger/verify';
import { inTransaction } from '#store/transaction';
import { csvLines } from '../../../apps/cli/commands/export-postings.js';
import { anyLife, anyLifeOutOfOrder } from '../../domain/ledger/arbitrary-facts.js';
import {
  hasPython,
  IndependentModel,
  runsOr,
  type ModelAnswer,
} from '../../ledger-model/independent-model.js';
import { freshDatabase, type TestDatabase } from './database.js';

const model = hasPython ? new IndependentModel() : undefined;
afterAll(() => model?.close());
if (model === undefined)
  console.warn('there is no python3 here: the independent model is not asked');

const seed = Number(process.env.AVAL_SEED ?? (process.env.CI ? 20261122 : randomInt(2 ** 31)));
const lifeCount = runsOr(60);
const atOnce = 8;

/** Random lives out of the order of their days, each a guarantee of its own, in two books. */
function drawnLives(): ObligationFact[][] {
  return fc.sample(anyLifeOutOfOrder, { numRuns: lifeCount, seed }).map((facts, life) =>
    facts.map((fact) => ({
      ...fact,
      guarantee: `G${life}`,
      book: life % 3 === 0 ? 'other' : 'demo',
      reference: `G${life}/${fact.reference}`,
      ...(fact.kind === 'reversed' ? { reverses: `G${life}/${fact.reverses}` } : {}),
    })),
  );
}

async function play(database: TestDatabase, lives: readonly ObligationFact[][]): Promise<void> {
  const waiting = [...lives];
  const lane = async () => {
    for (let life = waiting.shift(); life !== undefined; life = waiting.shift()) {
      const facts = life;
      await inTransaction(database.app, async (tx) => {
        for (const fact of facts) await postFact(tx, fact);
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

async function exported(database: TestDatabase): Promise<string> {
  const lines: string[] = [];
  for await (const line of csvLines(readPostings(database.app))) lines.push(line);
  return lines.join('');
}

/** The database's own instant, to the microsecond, as the export writes it. */
async function instantOf(database: TestDatabase): Promise<string> {
  const { rows } = await database.app.query<{ now: string }>(
    `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now`,
  );
  return rows[0]?.now ?? '';
}

async function keptBalances(database: TestDatabase): Promise<Record<string, number>> {
  const { rows } = await database.app.query<{ key: string; amount: string }>(
    `select concat_ws('|', book, guarantee, account, drawdown, beneficiary, party, claim) as key,
       balance_minor::text as amount from aval.ledger_balance`,
  );
  return Object.fromEntries(rows.map(({ key, amount }) => [key, Number(amount)]));
}

const whereModelIs = model === undefined ? describe.skip : describe;

whereModelIs(
  `the postings of ${lifeCount} random lives (AVAL_SEED=${seed}), read by another hand`,
  () => {
    let database: TestDatabase;
    let found: ModelAnswer;
    const instants: string[] = [];
    const days = [
      '2025-02-28',
      '2025-12-31',
      '2026-03-01',
      '2026-04-11',
      '2026-08-31',
      '2027-12-31',
    ];
    const questions = () => [
      ...[null, ...days].map((asOf) => ({ asOf, knownAt: null })),
      ...instants.flatMap((knownAt) => [null, ...days].map((asOf) => ({ asOf, knownAt }))),
      ...['demo', 'other'].map((book) => ({
        asOf: '2026-05-31',
        knownAt: instants[0] ?? null,
        book,
      })),
    ];

    beforeAll(async () => {
      database = await freshDatabase();
      const lives = drawnLives();
      const third = Math.ceil(lives.length / 3);
      for (const start of [0, third, 2 * third]) {
        instants.push(await instantOf(database));
        await play(database, lives.slice(start, start + third));
        if (start === third) await foldLedger(database.app);
      }
      const answer = await model?.ask(await exported(database), questions());
      if (answer === undefined) throw new Error('the model is not here');
      found = answer;
    }, 3_600_000);
    afterAll(() => database.close());

    test('keep both identities after every entry, and nothing below zero on any day', () => {
      expect(found.broken).toEqual([]);
    });

    test('add up to the balances that were kept beside them', async () => {
      expect(await keptBalances(database)).toEqual(found.balances);
      expect(await verifyLedger(database.app)).toEqual([]);
    });

    test('give the same books as of any day, as known at any instant', async () => {
      for (const [index, { asOf, knownAt, ...within }] of questions().entries()) {
        const query = {
          ...within,
          ...(asOf === null ? {} : { asOf }),
          ...(knownAt === null ? {} : { knownAt }),
        };
        expect(await books(database.app, query)).toEqual(found.answers[index]);
      }
    });
  },
);

describe('the same lives played twice', () => {
  test('make identical books, posting for posting', async () => {
    const lives = fc.sample(anyLife, { numRuns: 10, seed });
    const posted = async () => {
      const database = await freshDatabase();
      for (const [life, facts] of lives.entries()) {
        for (const fact of facts) {
          const own = { ...fact, guarantee: `G${life}`, reference: `G${life}/${fact.reference}` };
          await inTransaction(database.app, (tx) => postFact(tx, own));
        }
      }
      const lines: object[] = [];
      for await (const { bookedAt, ...posting } of readPostings(database.app)) {
        expect(bookedAt).not.toBe('');
        lines.push(posting);
      }
      const told = await books(database.app);
      await database.close();
      return { lines, told };
    };
    expect(await posted()).toEqual(await posted());
  }, 300_000);
});
