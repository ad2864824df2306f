import { dottedChart } from '../charts/dotted-chart.js';
import { performanceSpectrum } from '../charts/performance-spectrum.js';
import { performanceDfg } from '../dfg/performance-dfg.js';
import { type AnalysisOptions, nameOf, type Subject } from './subject.js';

/** A dot for every event, as columns; every n-th case where there are more than `most` hundred dots. */
export function dots({ log }: Subject, { most }: AnalysisOptions) {
  const { caseRow, instantMs, activity } = dottedChart(log, most * 100);
  return {
    activities: log.activities,
    row: Array.from(caseRow),
    atMs: Array.from(instantMs),
    activity: Array.from(activity),
  };
}

/** The edges that took most time, each as lines from when it was left to when it was reached. */
export function spectrum({ log }: Subject, { most }: AnalysisOptions) {
  const edges = performanceDfg(log)
    .sort((a, b) => b.sumS - a.sumS)
    .slice(0, Math.min(most, 20));
  return {
    edges: performanceSpectrum(log, edges).map(({ from, to, beginMs, endMs, quarter }) => ({
      from: nameOf(log, from),
      to: nameOf(log, to),
      beginMs: Array.from(beginMs.subarray(0, most * 100)),
      endMs: Array.from(endMs.subarray(0, most * 100)),
      quarter: Array.from(quarter.subarray(0, most * 100)),
      inAll: beginMs.length,
    })),
  };
}
