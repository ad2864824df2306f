import { cutRankings } from '../bottlenecks/cut-report.js';
import { rankBottlenecks } from '../bottlenecks/rank-bottlenecks.js';
import { waitingCauses } from '../causes/waiting-causes.js';
import { caseDurationsMs } from '../cases/case-durations.js';
import { edgeDrift } from '../drift/edge-drift.js';
import { measuredRemainingTime } from '../prediction/remaining-time.js';
import { rootCauses } from '../rootcause/root-causes.js';
import {
  type AnalysisOptions,
  executionsOf,
  instantText,
  nameOf,
  type Subject,
} from './subject.js';

/** Why work waited: five causes that add up to the wait. */
export function causes({ log }: Subject, { most, working }: AnalysisOptions) {
  const found = waitingCauses(executionsOf(log), () => working);
  return {
    edges: found.slice(0, most).map((wait) => ({
      ...wait,
      from: wait.from === undefined ? null : nameOf(log, wait.from),
      to: nameOf(log, wait.to),
    })),
    inAll: found.length,
  };
}

/** Attributes that identify a case or its day explain nothing. */
const unasked: ReadonlySet<string> = new Set(['applicant', 'appliedOn', 'currency']);

/** Which attributes of cases go with how long they took; cases whose end is not known are left out. */
export function roots({ log, isOpen }: Subject, { most }: AnalysisOptions) {
  const outcomeS = caseDurationsMs(log).map((ms, c) => (isOpen(c) ? NaN : ms / 1000));
  const attributes = Object.fromEntries(
    Object.entries(log.caseAttributes).filter(([name]) => !unasked.has(name)),
  );
  return {
    outcome: 'seconds from first to last event of cases that ended',
    looked: Object.keys(attributes),
    causes: rootCauses(outcomeS, attributes, { most }),
  };
}

/** When the duration of an edge changed for good. */
export function drift({ log }: Subject, { most }: AnalysisOptions) {
  return {
    edges: edgeDrift(log)
      .slice(0, most)
      .map(({ from, to, count, changedAtMs, differenceS, p }) => ({
        from: nameOf(log, from),
        to: nameOf(log, to),
        count,
        changedAt: instantText(changedAtMs),
        differenceS,
        p,
      })),
  };
}

/** How well the time that cases still need is foretold, measured on cases that did not teach it. */
export function remaining({ log, isOpen }: Subject) {
  const error = measuredRemainingTime(log, isOpen);
  const known = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return {
    ...error,
    meanAbsoluteErrorS: known(error.meanAbsoluteErrorS),
    naiveErrorS: known(error.naiveErrorS),
  };
}

/** Where cases are held up beyond what was agreed, and with whom it lies. */
export function bottlenecks({ waits, asOfMs }: Subject, { most }: AnalysisOptions) {
  return cutRankings(rankBottlenecks(waits(), asOfMs), { places: most, cases: most });
}
