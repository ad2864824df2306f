import pg from 'pg';
import type { Codes, EventLog } from '#mining/log/event-log';
import { startServer } from '../postgres-server.js';
import { caseOfEachEvent } from './column-files.js';
import type { EdgeRow, Engine } from './engines.js';

const SETTINGS = {
  shared_buffers: '1GB',
  work_mem: '1GB',
  maintenance_work_mem: '512MB',
  max_wal_size: '8GB',
  max_parallel_workers_per_gather: '2',
  fsync: 'off',
};

const GRAPH = `
  with s as (select c, a, t, lead(c) over w c2, lead(a) over w a2, lead(t) over w t2 from e window w as (order by c, t, p)),
       d as (select a, a2, (t2 - t) / 1000 as d from s where c = c2)
  select a, a2, count(*), avg(d), percentile_cont(0.5) within group (order by d),
         percentile_cont(0.95) within group (order by d), min(d), max(d), sum(d) from d group by a, a2`;

/** A PostgreSQL of the bench's own, given memory enough to sort in. Its processor time is another process's: not told. */
export async function postgresEngines(log: EventLog): Promise<Engine[]> {
  const server = await startServer(SETTINGS).catch((trouble: unknown) => {
    console.log(`PostgreSQL is left out: ${String(trouble)}`);
    return undefined;
  });
  if (!server) return [];
  const client = new pg.Client(server.url('postgres', 'postgres'));
  await client.connect();
  await client.query('create unlogged table e (c int, a int, t float8, p serial)');
  await load(client, log);
  await client.query('vacuum analyze e');
  const run = async () => {
    const begin = performance.now();
    const { rows } = await client.query<unknown[]>({ text: GRAPH, rowMode: 'array' });
    const result = rows.map((row) => row.map(Number) as EdgeRow);
    return { ms: performance.now() - begin, cpuMs: NaN, result };
  };
  const close = async (): Promise<void> => {
    await client.end();
    await server.stop();
  };
  return [{ name: 'PostgreSQL', footing: 'enforced', slow: true, run, close }];
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
