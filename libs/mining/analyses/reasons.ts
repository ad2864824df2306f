import { reportBottlenecks } from '../bottlenecks/bottleneck-report.js';
import { cutReport } from '../bottlenecks/cut-report.js';
import { onWorkingClock } from '../calendar/working-clock.js';
import { ENDING_MARK, OPEN_MARK } from '../log/case-endings.js';
import { waitingCauses } from '../causes/waiting-causes.js';
import { caseDurationsMs } from '../cases/case-durations.js';
import { edgeDrift } from '../drift/edge-drift.js';
import { measuredRemainingTime } from '../prediction/remaining-time.js';
import { isOwnLog } from '../own/is-own-log.js';
import { rootCauses } from '../rootcause/root-causes.js';
import { caseAttributesOf } from './case-attributes.js';
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
const unasked: ReadonlySet<string> = new Set([
  'applicant',
  'appliedOn',
  'currency',
  ENDING_MARK,
  OPEN_MARK,
]);

/** Attributes that are only known when the case has ended are no causes of how long it took, whatever a log calls them. */
const AFTER_THE_FACT =
  /(^|[^a-z])(end|ended|ends|closed|completed|completion|finish|finished|resolved)([^a-z]|$)|^duration$|case[ _]?duration|throughput|elapsed|lead ?time|cycle ?time/i;

function isKnownBefore(attribute: string): boolean {
  const words = attribute.replace(/([a-z])([A-Z])/g, '$1 $2');
  return !unasked.has(attribute) && !AFTER_THE_FACT.test(words);
}

/** Which attributes of cases go with how long they took; cases whose end is not known are left out. */
export function roots({ log, isOpen }: Subject, { most, working }: AnalysisOptions) {
  const outcomeS = caseDurationsMs(onWorkingClock(log, working)).map((ms, c) =>
    isOpen(c) ? NaN : ms / 1000,
  );
  const { columns, fromEvents } = caseAttributesOf(log);
  const attributes = Object.fromEntries(
    Object.entries(columns).filter(([name]) => isKnownBefore(name)),
  );
  return {
    outcome: `${working === undefined ? '' : 'working '}seconds from first to last event of cases that ended`,
    looked: Object.keys(attributes),
    /** Of those looked at, the ones that the log repeats on every event of a case. */
    fromEvents: fromEvents.filter(isKnownBefore),
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

/** The simulation of an answer that somebody waits for looks at fewer cases and seeds than a report's. */
const SEEDS = 4;
const MOST_SIMULATED = 1000;

/** Where cases are held up beyond what was agreed, with whom it lies, why, and what would change it. */
export function bottlenecks(
  { log, isOpen, waits, asOfMs, amountsMinor = new Map() }: Subject,
  { most }: AnalysisOptions,
) {
  const whole = reportBottlenecks(waits(), {
    ...{ isOwn: isOwnLog(log), asOfMs, amountsMinor, seeds: SEEDS },
    openCases: new Set(log.caseIds.filter((_, c) => isOpen(c))),
    mostSimulated: MOST_SIMULATED,
  });
  const { rankings, explained, loads, backTest, holdOut, proposals } = cutReport(whole, {
    places: most,
    cases: most,
  });
  return {
    ...{ ...rankings, explained, loads, backTest, holdOut },
    proposals: proposals.slice(0, most),
  };
}
