import type { DuckDBConnection } from '@duckdb/node-api';
import { DuckDBInstance } from '@duckdb/node-api';
import { type Edge, performanceDfg } from '#mining/dfg/performance-dfg';
import { caseCount, type EventLog } from '#mining/log/event-log';
import { orderByCase } from '#mining/log/order-by-case';
import { MiningThreads } from '#mining/threads/mining-threads';
import { sharedLog } from '#mining/threads/shared-log';
import { caseOfEachEvent, type ColumnFiles } from './column-files.js';
import { measured, type Taken } from './table.js';

/** One way to compute the graph. `run` gives what it took (by its own clocks where it is another process) and the edges. */
export interface Engine {
  readonly name: string;
  readonly footing: 'trusted' | 'enforced';
  /** Takes so long that two rounds must do. */
  readonly slow?: boolean;
  run(): Promise<Taken & { result: EdgeRow[] }>;
  close?(): Promise<void>;
}

/** from, to, count, mean, median, p95, min, max, sum: the seven statistics, in seconds. */
export type EdgeRow = [number, number, number, number, number, number, number, number, number];

export function rowOf(edge: Edge): EdgeRow {
  const { from, to, count, meanS, p50S, p95S, minS, maxS, sumS } = edge;
  return [from, to, count, meanS, p50S, p95S, minS, maxS, sumS];
}

export async function avalEngines(log: EventLog): Promise<Engine[]> {
  const threads = await MiningThreads.start(2);
  const events = { ...log, cases: caseCount(log), caseOf: caseOfEachEvent(log) };
  return [
    {
      name: 'Aval, 1 thread',
      footing: 'trusted',
      run: () => measured(() => performanceDfg(log).map(rowOf)),
    },
    {
      name: 'Aval, 2 threads',
      footing: 'trusted',
      run: () => measured(() => threads.performanceDfg(log).map(rowOf)),
    },
    {
      name: 'Aval, 1 thread, sorted',
      footing: 'enforced',
      run: () => measured(() => performanceDfg({ ...log, ...orderByCase(events) }).map(rowOf)),
    },
    {
      name: 'Aval, 2 threads, sorted',
      footing: 'enforced',
      run: () =>
        measured(() =>
          threads.performanceDfg(sharedLog({ ...log, ...orderByCase(events) })).map(rowOf),
        ),
      close: () => threads.end(),
    },
  ];
}

const STATISTICS_SQL = `count(*), avg(d), quantile_cont(d, 0.5), quantile_cont(d, 0.95), min(d), max(d), sum(d)`;

export async function duckEngines(files: ColumnFiles): Promise<Engine[]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await connection.run(
    `create table e as select c, a, t, row_number() over () as p from read_parquet('${files.parquet}')`,
  );
  const query = (window: string) => `
    with s as (select c, a, t, lead(c) over (${window}) c2, lead(a) over (${window}) a2, lead(t) over (${window}) t2 from e),
         d as (select a, a2, (t2 - t) / 1000 as d from s where c = c2)
    select a, a2, ${STATISTICS_SQL} from d group by a, a2`;
  const engine = (name: string, footing: Engine['footing'], window: string): Engine => ({
    name,
    footing,
    run: () => measured(() => rows(connection, query(window))),
  });
  return [
    engine('DuckDB, over ()', 'trusted', ''),
    engine('DuckDB, ordered window', 'enforced', 'order by c, t, p'),
  ];
}

async function rows(connection: DuckDBConnection, sql: string): Promise<EdgeRow[]> {
  const result = await connection.runAndReadAll(sql);
  return result.getRows().map((row) => row.map(Number) as EdgeRow);
}
