import { onWorkingClock } from '../calendar/working-clock.js';
import { caseArrivalAverageS, caseDurationsMs } from '../cases/case-durations.js';
import { endActivities, startActivities } from '../cases/end-points.js';
import { rework } from '../cases/rework.js';
import { type Edge, performanceDfg } from '../dfg/performance-dfg.js';
import { caseCount, type EventLog } from '../log/event-log.js';
import { type DurationStatistics, summariseDurations } from '../statistics/duration-statistics.js';
import { activitiesOf, variants } from '../variants/variants.js';
import { type AnalysisOptions, caseIdOf, nameOf, type Subject } from './subject.js';

export interface NamedEdge extends DurationStatistics {
  readonly from: string;
  readonly to: string;
}

export function namedEdge(log: EventLog, edge: Edge): NamedEdge {
  return { ...edge, from: nameOf(log, edge.from), to: nameOf(log, edge.to) };
}

/** Which activity followed which, how often and after how long. */
export function dfg({ log }: Subject, { most, working }: AnalysisOptions) {
  const edges = performanceDfg(onWorkingClock(log, working));
  return { edges: edges.slice(0, most).map((edge) => namedEdge(log, edge)), inAll: edges.length };
}

/** The ways that cases took, commonest first; an open case shows the way so far. */
export function paths({ log, isOpen }: Subject, { most }: AnalysisOptions) {
  const found = variants(log);
  return {
    variants: found.slice(0, most).map(({ count, firstCase }) => ({
      activities: Array.from(activitiesOf(log, firstCase), (code) => nameOf(log, code)),
      cases: count,
      share: count / caseCount(log),
      example: caseIdOf(log, firstCase),
      exampleIsOpen: isOpen(firstCase),
    })),
    inAll: found.length,
  };
}

/**
 * How long cases took: those that ended apart from those that did not, whose durations are "so far". How often a new one
 * came is told in all hours, whatever is measured.
 */
export function durations({ log, isOpen }: Subject, { working }: AnalysisOptions) {
  const all = caseDurationsMs(onWorkingClock(log, working));
  const part = (open: boolean) =>
    summariseDurations(all.filter((_, c) => isOpen(c) === open)) ?? null;
  return {
    ended: part(false),
    openSoFar: part(true),
    arrivalAverageS: caseArrivalAverageS(log) ?? null,
  };
}

/** With what cases begin, and with what they end or stand. */
export function endPoints({ log, isOpen }: Subject, { most }: AnalysisOptions) {
  const named = (counts: ReadonlyMap<number, number>) =>
    [...counts]
      .map(([activity, cases]) => ({ activity: nameOf(log, activity), cases }))
      .sort((a, b) => b.cases - a.cases)
      .slice(0, most);
  const last = new Map<number, { ended: number; open: number }>();
  for (let c = 0; c < caseCount(log); c++) {
    const activity = log.activity[(log.caseOffsets[c + 1] ?? 0) - 1] ?? 0;
    const known = last.get(activity) ?? { ended: 0, open: 0 };
    last.set(
      activity,
      isOpen(c) ? { ...known, open: known.open + 1 } : { ...known, ended: known.ended + 1 },
    );
  }
  return {
    starts: named(startActivities(log)),
    ends: named(endActivities(log)).map(({ activity, cases }) => ({
      activity,
      cases,
      open: last.get(log.activities.indexOf(activity))?.open ?? 0,
    })),
  };
}

/** What was done again in the same case. */
export function repeated({ log }: Subject, { most }: AnalysisOptions) {
  return {
    activities: rework(log)
      .sort((a, b) => b.cases - a.cases)
      .slice(0, most)
      .map(({ activity, cases, repeats }) => ({
        activity: nameOf(log, activity),
        cases,
        share: cases / caseCount(log),
        repeats,
      })),
  };
}
