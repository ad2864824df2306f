import pg from 'pg';
import type { Codes, EventLog } from '#mining/log/event-log';
import { caseOfEachEvent } from './column-files.js';
import type { EdgeRow, Engine } from './engines.js';

/** PostgreSQL where AVAL_BENCH_POSTGRES names a database that may be written to. */
export async function postgresEngines(log: EventLog): Promise<Engine[]> {
  const url = process.env['AVAL_BENCH_POSTGRES'];
  if (!url) return [];
  const client = new pg.Client(url);
  await client.connect();
  await client.query('create temporary table e (c int, a int, t float8, p serial)');
  await load(client, log);
  await client.query('analyze e');
  const sql = `
    with s as (select c, a, t, lead(c) over w c2, lead(a) over w a2, lead(t) over w t2 from e window w as (order by c, t, p)),
         d as (select a, a2, (t2 - t) / 1000 as d from s where c = c2)
    select a, a2, count(*), avg(d), percentile_cont(0.5) within group (order by d),
           percentile_cont(0.95) within group (order by d), min(d), max(d), sum(d) from d group by a, a2`;
  const run = async () => {
    const begin = performance.now();
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
    return { ms: performance.now() - begin, edges: rows.map((row) => row.map(Number) as EdgeRow) };
  };
  return [{ name: 'PostgreSQL', footing: 'enforced', run, close: () => client.end() }];
}

async function load(client: pg.Client, log: EventLog): Promise<void> {
  const caseOf = caseOfEachEvent(log);
  const size = 100_000;
  for (let at = 0; at < caseOf.length; at += size) {
    const part = (column: Codes | Float64Array): number[] =>
      Array.from(column.subarray(at, at + size));
    await client.query(
      'insert into e (c, a, t) select * from unnest($1::int[], $2::int[], $3::float8[])',
      [part(caseOf), part(log.activity), part(log.instantMs)],
    );
  }
}
