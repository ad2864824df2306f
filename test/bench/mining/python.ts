import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ColumnFiles } from './column-files.js';
import type { EdgeRow, Engine } from './engines.js';
import type { Taken } from './table.js';

/**
 * Each prints [milliseconds, milliseconds of processor time, edges] of one run inside a process of its own; Polars is
 * warmed up by a run before.
 */
const PM4PY = `import sys, time, json, warnings
warnings.filterwarnings('ignore')
import numpy as np, pandas as pd
from pm4py.algo.discovery.dfg.adapters.pandas.df_statistics import get_dfg_graph
c, a, t = sys.argv[1:4]
ns = (np.fromfile(t, 'f8') * 1e3).round().astype('i8') * 1000
f = pd.DataFrame({'case:concept:name': np.fromfile(c, 'u4'), 'concept:name': np.fromfile(a, 'u4'),
                  'time:timestamp': pd.to_datetime(ns, utc=True)})
b, p = time.perf_counter(), time.process_time()
n, s = get_dfg_graph(f, measure='both', perf_aggregation_key='all')
ms, cpu = (time.perf_counter() - b) * 1000, (time.process_time() - p) * 1000
print(json.dumps([ms, cpu, [[int(x), int(y), int(n[(x, y)]), e['mean'], e['median'], None, e['min'], e['max'], e['sum']]
                       for (x, y), e in s.items()]]))
`;

const POLARS = `import sys, time, json
import numpy as np, polars as pl
c, a, t, order = sys.argv[1:5]
f = pl.DataFrame({'c': np.fromfile(c, 'u4'), 'a': np.fromfile(a, 'u4'), 't': np.fromfile(t, 'f8')}).with_row_index('p')
def graph():
    e = f.lazy().sort('c', 't', 'p') if order == 'enforced' else f.lazy()
    d = pl.col('d')
    return (e.select('a', pl.col('a').shift(-1).alias('a2'), (pl.col('c') == pl.col('c').shift(-1)).alias('same'),
                     ((pl.col('t').shift(-1) - pl.col('t')) / 1000).alias('d'))
             .filter('same').group_by('a', 'a2')
             .agg(d.count().alias('n'), d.mean().alias('mean'), d.median().alias('median'),
                  d.quantile(0.95, 'linear').alias('p95'), d.min().alias('min'), d.max().alias('max'), d.sum().alias('sum'))
             .collect())
graph()
b, p = time.perf_counter(), time.process_time()
g = graph()
ms, cpu = (time.perf_counter() - b) * 1000, (time.process_time() - p) * 1000
print(json.dumps([ms, cpu, g.rows()]))
`;

const execute = promisify(execFile);
const python = process.env['AVAL_BENCH_PYTHON'] ?? 'python3';

/** What a script prints last: [milliseconds, milliseconds of processor time, its result]. */
export async function runScript(
  script: string,
  args: readonly string[],
): Promise<Taken & { result: unknown }> {
  const { stdout } = await execute(python, [script, ...args], { maxBuffer: 1 << 26 });
  const line = stdout.split('\n').find((each) => /^\[\d/.test(each)) ?? '[]';
  const [ms, cpuMs, result] = JSON.parse(line) as [number, number, unknown];
  return { ms, cpuMs, result };
}

/** pm4py and Polars where python3 has them; AVAL_BENCH_PYTHON names another interpreter. */
export async function pythonEngines(files: ColumnFiles): Promise<Engine[]> {
  const engine = (
    name: string,
    footing: Engine['footing'],
    source: string,
    ...more: string[]
  ): Engine => {
    const script = join(files.folder, `${name.replaceAll(/\W+/g, '-')}.py`);
    writeFileSync(script, source);
    const { c, a, t } = files.raw;
    const run = async () => {
      const told = await runScript(script, [c, a, t, ...more]);
      return { ...told, result: told.result as EdgeRow[] };
    };
    return { name, footing, run, slow: source === PM4PY };
  };
  return [
    ...((await hasModule('polars'))
      ? [
          engine('Polars (Python)', 'trusted', POLARS, 'trusted'),
          engine('Polars (Python), sorted', 'enforced', POLARS, 'enforced'),
        ]
      : []),
    ...((await hasModule('pm4py')) ? [engine('pm4py (no p95)', 'enforced', PM4PY)] : []),
  ];
}

/** Whether the interpreter has a module; says so where it has not. */
export async function hasModule(module: string): Promise<boolean> {
  return execute(python, ['-c', `import ${module}`]).then(
    () => true,
    () => {
      console.log(`${python} has no ${module}`);
      return false;
    },
  );
}
