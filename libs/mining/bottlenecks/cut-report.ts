import type { BottleneckReport } from './bottleneck-report.js';
import type { Bottleneck, Ranking, Rankings } from './rank-bottlenecks.js';

/** How much of a report is told: places of each ranking, and cases behind each number. */
export interface ReportLimits {
  readonly places: number;
  readonly cases: number;
}

/** The report with its long lists cut; each place says how many cases its list leaves out. */
export function cutReport(report: BottleneckReport, limits: ReportLimits): BottleneckReport {
  return {
    ...report,
    rankings: cutRankings(report.rankings, limits),
    explained: report.explained
      .slice(0, limits.places)
      .map((one) => ({ ...one, bottleneck: withFewerCases(one.bottleneck, limits.cases) })),
    loads: report.loads.slice(0, limits.places),
  };
}

/** The first places of each order, each with the cases that were delayed most. */
export function cutRankings({ stages, waits, handovers }: Rankings, limits: ReportLimits) {
  return {
    stages: cutRanking(stages, limits),
    waits: cutRanking(waits, limits),
    handovers: cutRanking(handovers, limits),
  };
}

function cutRanking(ranking: Ranking, { places, cases }: ReportLimits) {
  const few = (ranked: readonly Bottleneck[]) =>
    ranked.slice(0, places).map((one) => withFewerCases(one, cases));
  return {
    byDelay: few(ranking.byDelay),
    byBreaches: few(ranking.byBreaches),
    byShareOfCases: few(ranking.byShareOfCases),
  };
}

function withFewerCases(one: Bottleneck, cases: number): Bottleneck {
  const delayedBy = one.delayedBy.slice(0, cases);
  return { ...one, delayedBy, delayedByLeftOut: one.delayedCases - delayedBy.length };
}
