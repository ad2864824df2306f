import { readFileSync } from 'node:fs';
import type { ColumnFiles } from './column-files.js';
import { type EdgeRow, type Engine } from './engines.js';
import { measured } from './table.js';

/** Polars where its native part is installed. */
export async function polarsEngines(files: ColumnFiles): Promise<Engine[]> {
  const pl = await import('nodejs-polars').then(
    (module) => module.default,
    () => undefined,
  );
  if (!pl) {
    console.log('nodejs-polars: its native part is not installed');
    return [];
  }
  const bytes = (path: string) => new Uint8Array(readFileSync(path)).buffer;
  const frame = pl.DataFrame({
    c: pl.Series('c', new Uint32Array(bytes(files.raw.c))),
    a: pl.Series('a', new Uint32Array(bytes(files.raw.a))),
    t: pl.Series('t', new Float64Array(bytes(files.raw.t))),
    p: pl.Series(
      'p',
      new Uint32Array(bytes(files.raw.a)).map((_, k) => k),
    ),
  });
  const { col, lit } = pl;
  const d = col('d');
  const graph = (sorted: boolean): EdgeRow[] => {
    const events = sorted ? frame.lazy().sort({ by: ['c', 't', 'p'] }) : frame.lazy();
    return events
      .select(
        col('a'),
        col('a').shift(-1).alias('a2'),
        col('c').eq(col('c').shift(-1)).alias('same'),
        col('t').shift(-1).minus(col('t')).div(lit(1000)).alias('d'),
      )
      .filter(col('same'))
      .groupBy(['a', 'a2'])
      .agg(
        d.count().alias('n'),
        d.mean().alias('mean'),
        d.median().alias('median'),
        d.quantile(0.95, 'linear').alias('p95'),
        d.min().alias('min'),
        d.max().alias('max'),
        d.sum().alias('sum'),
      )
      .collectSync()
      .rows() as EdgeRow[];
  };
  return [
    { name: 'Polars (Node)', footing: 'trusted', run: () => measured(() => graph(false)) },
    { name: 'Polars (Node), sorted', footing: 'enforced', run: () => measured(() => graph(true)) },
  ];
}
