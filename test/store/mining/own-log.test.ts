import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { isEnding, type Ending, type Place } from '#domain/lifecycle/stages';
import { analyses, type AnalysisName } from '#mining/analyses/catalogue';
import { answers, type Answers } from '#mining/answers/answers';
import { readLog } from '#mining/formats/read-log';
import { subjectOf } from '#mining/analyses/subject';
import { caseStates } from '#mining/log/case-endings';
import { filterOwnLog, type OwnFilter } from '#mining/own/own-filter';
import { openPool } from '#store/pool';
import fc from 'fast-check';
import { exportLogCommand } from '../../../apps/cli/commands/export-log.js';
import { readOwnWaits } from '../../../apps/cli/bottlenecks/own-waits.js';
import { loadOwnCases } from '../../../apps/cli/mine/own-log.js';
import { sharedData } from '../../mining/shared-data.js';
import { freshDatabase, type TestDatabase } from '../ledger/database.js';
import { endingsOf, judgedOf, statesOf } from './judged-logs.js';
import { began, openMinedBook, walk, walks } from './own-lives.js';

let database: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), 'aval-own-log-'));
const files = {
  xes: 'own.xes',
  csv: 'own.csv',
  parquet: 'own.parquet',
  'ocel-json': 'own.jsonocel',
  'ocel-sqlite': 'own.sqlite',
} as const;

beforeAll(async () => {
  database = await freshDatabase();
  await openMinedBook(database.app);
  for (const life of fc.sample(walks, { numRuns: 40, seed: 11 })) await walk(database.app, life);
  for (const [format, name] of Object.entries(files)) {
    await exportLogCommand(() => openPool(database.appUrl, 2))
      .exitOverride()
      .parseAsync(['--format', format, join(folder, name)], { from: 'user' });
  }
}, 120_000);
afterAll(() => database.close());

/** What SQL says of the same cases: counts of each edge, and the length of each life, as of an instant. */
async function toldBySql(where: string, values: readonly unknown[]) {
  const { rows } = await database.app.query<{ edge: string; n: number; seconds: number }>(
    `with chosen as (
       select e.*, lead(activity) over life as next_activity, lead(occurred_at) over life as next_at
       from aval.process_event e join aval.guarantee g on g.number = e.guarantee where ${where}
       window life as (partition by e.guarantee order by e.occurred_at, e.no))
     select activity || ' > ' || next_activity as edge, count(*) as n,
       sum(extract(epoch from next_at - occurred_at))::float8 as seconds
     from chosen where next_activity is not null group by 1`,
    [...values],
  );
  return new Map(rows.map(({ edge, n, seconds }) => [edge, [n, Math.round(seconds * 1000)]]));
}

async function toldByKernel(filter: OwnFilter) {
  const { log } = filterOwnLog((await loadOwnCases(database.app, {})).log, filter);
  return new Map(
    answers(log).dfg.map(([from, to, n, { sum }]) => [
      `${from} > ${to}`,
      [n, Math.round(sum * 1000)],
    ]),
  );
}

const midway = began + 200 * 86_400_000;

describe('our own cases as an event log', () => {
  test.each([
    ['all', {}, 'true', []],
    ['of a product', { product: 'zhu-nong-dai' }, 'g.product = $1', ['zhu-nong-dai']],
    ['of a bank', { bank: 'bank-b' }, 'g.bank = $1', ['bank-b']],
    [
      'applied for in a period',
      { from: '2024-06-01', to: '2024-12-31' },
      'g.applied_on between $1 and $2',
      ['2024-06-01', '2024-12-31'],
    ],
    ['still open', { open: true }, 'g.ending is null', []],
    ['ended', { open: false }, 'g.ending is not null', []],
    ['withdrawn', { ending: 'withdrawn' as Ending }, 'g.ending = $1', ['withdrawn']],
    [
      'of an amount',
      { amountFromMinor: 1, amountToMinor: 2 },
      'g.amount_minor between 1 and 2',
      [],
    ],
    ['as of an instant', { asOfMs: midway }, 'e.occurred_at <= $1', [new Date(midway)]],
  ] as const)('%s are the same events that SQL counts', async (_, filter, where, values) => {
    expect(await toldByKernel(filter)).toEqual(await toldBySql(where, values));
  });

  test('as of an instant, a case that ended later is open, and one that began later is not there', async () => {
    const whole = (await loadOwnCases(database.app, {})).log;
    const { log } = filterOwnLog(whole, { asOfMs: midway });
    const endings = endingsOf(log);
    const { rows } = await database.app.query<{ number: string; ending: Place | null }>(
      `select g.number, (
         select to_place from aval.edge_fact f where f.guarantee = g.number and f.left_at <= $1
         order by f.no desc limit 1) as ending
       from aval.guarantee g
       where exists (select from aval.process_event e where e.guarantee = g.number and e.occurred_at <= $1)`,
      [new Date(midway)],
    );
    const places = new Map(rows.map(({ number, ending }) => [number, ending]));
    expect(new Set(log.caseIds)).toEqual(new Set(places.keys()));
    log.caseIds.forEach((number, c) => {
      const ending = endings[c] ?? null;
      const place = places.get(number) ?? null;
      expect(ending === null || ending === place).toBe(true);
      expect(ending !== null).toBe(place !== null && isEnding(place));
    });
    expect(endings).toContain(null);
    expect(endings.some((ending) => ending !== null)).toBe(true);
  });

  test('keep their meaning in every format that they are exported in', async () => {
    const own = answers((await loadOwnCases(database.app, {})).log);
    for (const name of Object.values(files)) {
      const reading = await readLog(join(folder, name), { objectType: 'guarantee' });
      if (reading.kind === 'broken') throw new Error(`${name}: ${reading.problem.reason}`);
      expect([name, sorted(answers(reading.log))]).toEqual([name, sorted(own)]);
    }
  });

  test('are exported with an answer for machines, where one is asked for', async () => {
    const file = join(folder, 'told.xes');
    const print = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    await exportLogCommand(() => openPool(database.appUrl, 2)).parseAsync(['--json', file], {
      from: 'user',
    });
    const said: unknown = JSON.parse(String(print.mock.calls[0]?.[0]));
    print.mockRestore();
    const { log } = await loadOwnCases(database.app, {});
    const { ended, open } = caseStates(log).counts;
    const [cases, events] = [log.caseIds.length, log.instantMs.length];
    expect(said).toEqual({ file, format: 'xes', cases, events, ended, open });
  });

  test('bear the mark of being open through every format, so that no analysis takes them as ended', async () => {
    const { log, asOfMs } = await loadOwnCases(database.app, {});
    const own = judgedOf(log, asOfMs);
    expect(caseStates(log).counts.open).toBeGreaterThan(0);
    expect(caseStates(log).counts.ended).toBeGreaterThan(0);
    for (const name of Object.values(files)) {
      const reading = await readLog(join(folder, name));
      if (reading.kind === 'broken') throw new Error(`${name}: ${reading.problem.reason}`);
      expect([name, statesOf(reading.log)]).toEqual([name, statesOf(log)]);
      expect([name, judgedOf(reading.log, asOfMs)]).toEqual([name, own]);
    }
  });

  test('tell nobody’s name', async () => {
    const { log } = await loadOwnCases(database.app, {});
    const said = JSON.stringify([log.caseAttributes, log.eventAttributes, log.resources]);
    expect(said).not.toContain('示例公司');
    expect(said).toContain('party-');
  });

  test('go through every analysis, and the normative life is kept by all of them', async () => {
    const { log, asOfMs } = await loadOwnCases(database.app, {});
    const { waits } = await readOwnWaits(database.app, {});
    const subject = subjectOf(log, { asOfMs, waits: () => waits });
    for (const name of Object.keys(analyses) as AnalysisName[]) {
      const answer = analyses[name].run(subject, { most: 20 });
      expect(JSON.stringify(answer).length).toBeGreaterThan(10);
    }
    expect(analyses.conformance.run(subject, { most: 20 }).conformance).toMatchObject({
      fitting: 1,
      deviations: [],
    });
    const { ended, openSoFar } = analyses.durations.run(subject, { most: 10 });
    expect((ended?.count ?? 0) + (openSoFar?.count ?? 0)).toBe(log.caseIds.length);
  });
});

/** All but the name and the tops, whose ties come in any order. */
function sorted(said: Answers): unknown {
  const dfg = [...said.dfg].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return { ...said, log: '', top_variants: [], handover_top: [], dfg };
}

const python = process.env.AVAL_PYTHON ?? 'python3';
const hasPm4py = spawnSync(python, ['-c', 'import pm4py']).status === 0;
const judged = hasPm4py ? test : test.skip;

interface Judgement {
  readonly events: number;
  readonly cases: number;
  readonly dfg: readonly [string, string, number, number, number][];
  readonly counts: readonly [string, string, number][];
  readonly variants: readonly [readonly string[], number][];
  readonly starts: Readonly<Record<string, number>>;
  readonly durations: readonly number[];
}

describe(`outside judges of our exports (${hasPm4py ? 'pm4py' : `${python} has no pm4py: skipped`})`, () => {
  judged(
    'pm4py opens them, finds the same edges, variants and durations, and no fault in the object-centric database',
    async () => {
      const { stdout, stderr } = spawnSync(
        python,
        [join(import.meta.dirname, 'pm4py_judge.py'), folder],
        { encoding: 'utf8', maxBuffer: 1 << 28 },
      );
      if (stdout === '') throw new Error(stderr);
      const said = JSON.parse(stdout.slice(stdout.lastIndexOf('\n{') + 1)) as Record<
        'xes' | 'csv' | 'flattened',
        Judgement
      > & { satisfied: string[]; broken: string[]; objects: object; sqliteObjects: object };
      const own = answers((await loadOwnCases(database.app, {})).log);
      // Its flattening of object-centric logs does not keep the order of one instant: only counted.
      expect([said.flattened.events, said.flattened.cases]).toEqual([own.events, own.cases]);
      for (const format of ['xes', 'csv'] as const) {
        const judgement = said[format];
        expect([format, judgement.events, judgement.cases]).toEqual([
          format,
          own.events,
          own.cases,
        ]);
        expect(judgement.starts).toEqual(own.start_activities);
        expect(judgement.variants).toHaveLength(own.variants);
        expect(new Map(judgement.counts.map(([from, to, n]) => [`${from} > ${to}`, n]))).toEqual(
          new Map(own.dfg.map(([from, to, n]) => [`${from} > ${to}`, n])),
        );
        for (const [from, to, mean, sum, max] of judgement.dfg) {
          const [edge] = own.dfg.filter(([a, b]) => a === from && b === to);
          for (const [ours, theirs] of [
            [edge?.[3].mean, mean],
            [edge?.[3].sum, sum],
            [edge?.[3].max, max],
          ] as const) {
            expect(Math.abs((ours ?? NaN) - theirs)).toBeLessThanOrEqual(
              1e-9 * Math.max(1, theirs),
            );
          }
        }
      }
      expect(said.xes.durations.reduce((sum, each) => sum + each, 0)).toBeCloseTo(
        own.case_duration_s.sum,
        3,
      );
      expect(said.broken).toEqual([]);
      expect(said.satisfied).toHaveLength(24);
      expect(said.sqliteObjects).toEqual(said.objects);
    },
    120_000,
  );

  const schema = join(sharedData ?? '', 'schemas', 'xes-ieee-1849-2016.xsd');
  const hasSchema = existsSync(schema) && spawnSync('xmllint', ['--version']).status === 0;
  (hasSchema ? test : test.skip)('the XML schema of the standard accepts the XES', () => {
    const { status, stderr } = spawnSync(
      'xmllint',
      ['--noout', '--schema', schema, join(folder, files.xes)],
      { encoding: 'utf8' },
    );
    expect([status, stderr.trim().split('\n').at(-1)]).toEqual([
      0,
      `${join(folder, files.xes)} validates`,
    ]);
  });
});
