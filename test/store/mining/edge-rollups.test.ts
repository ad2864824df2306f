import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { histogramError } from '#store/mining/duration-histogram';
import { readEdgeTimes, type EdgeTimes } from '#store/mining/edge-times';
import { foldEdges, rebuildEdgeRollups } from '#store/mining/fold-edges';
import { verifyEdges } from '#store/mining/verify-edges';
import { recordStep } from '#store/case/record-step';
import fc from 'fast-check';
import { freshDatabase, type TestDatabase } from '../ledger/database.js';
import {
  began,
  begin,
  book,
  enter,
  openCase,
  openMinedBook,
  refOf,
  walk,
  walks,
} from './own-lives.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await freshDatabase();
  await openMinedBook(database.app);
}, 60_000);
afterEach(() => database.close());

const rollups = async () =>
  (
    await database.app.query<Record<string, unknown>>(
      'select * from aval.edge_rollup order by 1, 2, 3, 4, 5, 6',
    )
  ).rows;

/** The same answers from the edges themselves. */
const exactTimes = async () =>
  (
    await database.app.query<EdgeTimes>(
      `select from_place as "from", to_place as "to", count(*) as edges, sum(waited_ms)::bigint as "waitedMs",
         sum(worked_ms)::bigint as "workedMs", avg(waited_ms + worked_ms)::float8 as "meanMs",
         min(waited_ms + worked_ms) as "leastMs", max(waited_ms + worked_ms) as "mostMs",
         stddev_samp((waited_ms + worked_ms)::float8) as "stdevMs",
         percentile_cont(0.5) within group (order by waited_ms + worked_ms) as "p50Ms",
         percentile_cont(0.9) within group (order by waited_ms + worked_ms) as "p90Ms",
         percentile_cont(0.95) within group (order by waited_ms + worked_ms) as "p95Ms",
         percentile_cont(0.99) within group (order by waited_ms + worked_ms) as "p99Ms"
       from aval.edge_fact group by 1, 2`,
    )
  ).rows;

function expectSame(found: readonly EdgeTimes[], exact: readonly EdgeTimes[]): void {
  expect(found).toHaveLength(exact.length);
  for (const edge of exact) {
    const [own] = found.filter(({ from, to }) => from === edge.from && to === edge.to);
    const { edges, waitedMs, workedMs, leastMs, mostMs } = edge;
    expect(own).toMatchObject({ edges, waitedMs, workedMs, leastMs, mostMs });
    expect(own?.meanMs).toBeCloseTo(edge.meanMs, 6);
    expect((own?.stdevMs ?? -1) / ((edge.stdevMs ?? -1) || 1)).toBeCloseTo(
      edge.stdevMs === 0 ? 0 : 1,
      7,
    );
    for (const share of ['p50Ms', 'p90Ms', 'p95Ms', 'p99Ms'] as const) {
      expect(Math.abs((own?.[share] ?? NaN) - edge[share])).toBeLessThanOrEqual(
        histogramError * edge[share],
      );
    }
  }
}

describe('roll-ups of what stages took', () => {
  test('say of any lives what their edges and their events say, folded or not, and are the same when made anew', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(walks, { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        async (lives, isFolded) => {
          for (const life of lives) await walk(database.app, life);
          if (isFolded) await foldEdges(database.app);
          expectSame(await readEdgeTimes(database.app), await exactTimes());
          expect(await verifyEdges(database.app)).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
    await foldEdges(database.app);
    const kept = await rollups();
    await rebuildEdgeRollups(database.owner);
    expect(await rollups()).toEqual(kept);
    expect(kept.length).toBeGreaterThan(0);
  }, 300_000);

  test('lose and double nothing while many cases move on and folds run beside them', async () => {
    const lives = fc.sample(walks, { numRuns: 24, seed: 5 });
    let isOver = false;
    const folding = [1, 2].map(async () => {
      let folded = 0;
      while (!isOver) folded += await foldEdges(database.app);
      return folded;
    });
    await Promise.all(lives.map((life) => walk(database.app, life)));
    isOver = true;
    const folded = (await Promise.all(folding)).reduce((sum, each) => sum + each, 0);
    const rest = await foldEdges(database.app);
    const { rows } = await database.app.query<{ edges: number }>(
      'select count(*) as edges from aval.edge_fact',
    );
    expect(folded + rest).toBe(rows[0]?.edges);
    expect(await verifyEdges(database.app)).toEqual([]);
    expectSame(await readEdgeTimes(database.app), await exactTimes());
  }, 300_000);

  test('neither hold an edge whose step was broken off, nor lose one whose fold was', async () => {
    const number = await openCase(database.app, began);
    await begin(database.app, number, began);
    const brokenOff = recordStep(
      database.app,
      refOf(number, 2, began + 5000),
      'pass',
      async (step) => {
        enter(step, 'screening');
        await step.tx.query('select pg_terminate_backend(pg_backend_pid())');
      },
    );
    await expect(brokenOff).rejects.toThrow();
    expect(await readEdgeTimes(database.app)).toEqual([]);
    await recordStep(database.app, refOf(number, 2, began + 5000), 'pass', (step) => {
      enter(step, 'screening');
      return Promise.resolve();
    });
    const client = await database.owner.connect();
    await client.query('begin');
    await foldEdges(client);
    const died = client.query('select pg_terminate_backend(pg_backend_pid())');
    await expect(died).rejects.toThrow();
    client.release(true);
    expect(await rollups()).toEqual([]);
    expect(await readEdgeTimes(database.app)).toMatchObject([
      { from: 'intake', edges: 1, mostMs: 5000 },
    ]);
    expect(await foldEdges(database.app)).toBe(1);
    await database.owner.query('update aval.edge_rollup set waited_ms = waited_ms + 1');
    expect(await verifyEdges(database.app)).toMatchObject([{ what: 'rollup' }]);
    await rebuildEdgeRollups(database.owner);
    expect(await verifyEdges(database.app)).toEqual([]);
    expect(await readEdgeTimes(database.app)).toMatchObject([
      { from: 'intake', edges: 1, mostMs: 5000 },
    ]);
  });

  test('add up: two books and all days are the sum of each', async () => {
    await openMinedBook(database.app, 'other');
    for (const [name, ms] of [
      [book, 1000],
      ['other', 3000],
      ['other', 90_000_000],
    ] as const) {
      const number = await openCase(database.app, began, { book: name });
      await begin(database.app, number, began);
      await recordStep(database.app, refOf(number, 2, began + ms), 'pass', (step) => {
        enter(step, 'screening');
        return Promise.resolve();
      });
    }
    await foldEdges(database.app);
    const [all] = await readEdgeTimes(database.app);
    const [own] = await readEdgeTimes(database.app, { book });
    const [other] = await readEdgeTimes(database.app, { book: 'other' });
    expect([all?.edges, own?.edges, other?.edges]).toEqual([3, 1, 2]);
    expect(all?.waitedMs).toBe((own?.waitedMs ?? 0) + (other?.waitedMs ?? 0));
    const firstDay = await readEdgeTimes(database.app, { to: '2024-03-01' });
    const later = await readEdgeTimes(database.app, { from: '2024-03-02' });
    expect([firstDay[0]?.edges, later[0]?.edges]).toEqual([2, 1]);
  });
});
