import type { Queryable } from '../queryable.js';
import { mergeBins, quantileOfBins, type DurationBin } from './duration-histogram.js';

/** How long stays in one place took before the case went on to another. In milliseconds. */
export interface EdgeTimes {
  readonly from: string;
  readonly to: string;
  readonly edges: number;
  readonly waitedMs: number;
  readonly workedMs: number;
  readonly meanMs: number;
  readonly leastMs: number;
  readonly mostMs: number;
  /** Sample standard deviation (n − 1); null for a single stay. */
  readonly stdevMs: number | null;
  /** Read from the histogram: off by at most `histogramError` of the true ones. */
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

export interface EdgeTimesFilter {
  readonly book?: string | undefined;
  readonly product?: string | undefined;
  /** Business dates on which stays ended, both inclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

interface BinRow {
  readonly from: string;
  readonly to: string;
  readonly bin: number;
  readonly count: number;
  readonly leastMs: number;
  readonly mostMs: number;
  readonly waitedMs: number;
  readonly workedMs: number;
  /** As text: exact whatever its size. */
  readonly squares: string;
}

/**
 * The edges of all cases from their roll-ups and what is not folded yet, so that nothing is missing at any instant.
 * Counts, sums, extremes, means and deviations are exact; only percentiles come from bins. Most time first.
 */
export async function readEdgeTimes(
  db: Queryable,
  { book, product, from, to }: EdgeTimesFilter = {},
): Promise<EdgeTimes[]> {
  const { rows } = await db.query<BinRow>(binsOfEdges, [
    book ?? null,
    product ?? null,
    from ?? null,
    to ?? null,
  ]);
  const byEdge = new Map<string, BinRow[]>();
  for (const row of rows) {
    const edge = `${row.from}>${row.to}`;
    byEdge.set(edge, [...(byEdge.get(edge) ?? []), row]);
  }
  return [...byEdge.values()]
    .map(timesOf)
    .sort((a, b) => b.waitedMs + b.workedMs - a.waitedMs - a.workedMs);
}

function timesOf(rows: readonly BinRow[]): EdgeTimes {
  const bins: DurationBin[] = mergeBins(rows);
  const total = (of: (row: BinRow) => number) => rows.reduce((sum, row) => sum + of(row), 0);
  const edges = total(({ count }) => count);
  const waitedMs = total((row) => row.waitedMs);
  const workedMs = total((row) => row.workedMs);
  const sumMs = BigInt(waitedMs) + BigInt(workedMs);
  const squares = rows.reduce((sum, row) => sum + BigInt(row.squares), 0n);
  const [first] = rows;
  return {
    from: first?.from ?? '',
    to: first?.to ?? '',
    edges,
    waitedMs,
    workedMs,
    meanMs: Number(sumMs) / edges,
    leastMs: Math.min(...bins.map((bin) => bin.leastMs)),
    mostMs: Math.max(...bins.map((bin) => bin.mostMs)),
    stdevMs: edges === 1 ? null : deviation(BigInt(edges), sumMs, squares),
    p50Ms: quantileOfBins(bins, 0.5),
    p90Ms: quantileOfBins(bins, 0.9),
    p95Ms: quantileOfBins(bins, 0.95),
    p99Ms: quantileOfBins(bins, 0.99),
  };
}

/** In whole numbers until the last step, because the difference of two great sums loses the digits of floats. */
function deviation(count: bigint, sum: bigint, squares: bigint): number {
  const spread = count * squares - sum * sum;
  return Math.sqrt(Number(spread) / Number(count) / Number(count - 1n));
}

const binsOfEdges = `
  with asked as (select $1::text as book, $2::text as product, $3::date as from_day, $4::date as to_day),
  parts as (
    select r.book, r.product, r.day, r.from_place, r.to_place, r.bin, r.edges, r.waited_ms, r.worked_ms, r.squares,
      r.least_ms, r.most_ms
    from aval.edge_rollup r
    union all
    select f.book, f.product, (f.left_at at time zone b.time_zone)::date, f.from_place, f.to_place,
      aval.duration_bin(f.waited_ms + f.worked_ms), 1, f.waited_ms, f.worked_ms,
      (f.waited_ms + f.worked_ms)::numeric * (f.waited_ms + f.worked_ms),
      f.waited_ms + f.worked_ms, f.waited_ms + f.worked_ms
    from aval.edge_unfolded u
    join aval.edge_fact f on f.guarantee = u.guarantee and f.no = u.no
    join aval.book b on b.id = f.book
  )
  select from_place as "from", to_place as "to", bin, sum(edges)::bigint as count, min(least_ms) as "leastMs",
    max(most_ms) as "mostMs", sum(waited_ms)::bigint as "waitedMs", sum(worked_ms)::bigint as "workedMs",
    sum(squares)::text as squares
  from parts, asked
  where (asked.book is null or parts.book = asked.book)
    and (asked.product is null or parts.product = asked.product)
    and (asked.from_day is null or day >= asked.from_day) and (asked.to_day is null or day <= asked.to_day)
  group by from_place, to_place, bin
  order by from_place, to_place, bin`;
