import type { TypedWait } from '../bottlenecks/typed-wait.js';
import type { WorkingTime } from '../calendar/working-time.js';
import { type ActivityInstances, pairActivityInstances } from '../intervals/activity-instances.js';
import { caseStates } from '../log/case-endings.js';
import { type EventLog, lifecycleCode } from '../log/event-log.js';

/** What an analysis is about: a log, and what is known beside it. */
export interface Subject {
  readonly log: EventLog;
  /** Is this case's end not known yet? As the log's own marks say; where it does not say, no case is. */
  readonly isOpen: (caseIndex: number) => boolean;
  /** The instant as of which the log stands, UTC epoch milliseconds. */
  readonly asOfMs: number;
  /** The waits of the log's cases, typed by party. */
  readonly waits: () => readonly TypedWait[];
  /** Guaranteed amounts by case in minor units, where they are known. */
  readonly amountsMinor?: ReadonlyMap<string, number>;
}

/** A log as the subject of analyses: which cases are open is what the log itself says, and nobody else. */
export function subjectOf(log: EventLog, beside: Omit<Subject, 'log' | 'isOpen'>): Subject {
  const states = caseStates(log);
  return { ...beside, log, isOpen: (c) => states.of(c) === 'open' };
}

/** How an analysis is asked for. */
export interface AnalysisOptions {
  /** So many entries of each list at most. */
  readonly most: number;
  /** Only time in which work is done counts, where the analysis measures work and waits. */
  readonly working?: WorkingTime | undefined;
}

const START = lifecycleCode('start');
const ASSIGN = lifecycleCode('assign');

/**
 * Executions with begin and end. Where nobody logs a `start`, taking a task on (`assign`) begins its work: so it is with
 * our own tasks.
 */
export function executionsOf(log: EventLog): ActivityInstances {
  return pairActivityInstances(withStarts(log));
}

function withStarts(log: EventLog): EventLog {
  const { lifecycle, activity } = log;
  if (lifecycle === undefined || log.startMs !== undefined) return log;
  const begun = new Set<number>();
  lifecycle.forEach((transition, k) => {
    if (transition === START) begun.add(activity[k] ?? 0);
  });
  return {
    ...log,
    lifecycle: lifecycle.map((transition, k) =>
      transition === ASSIGN && !begun.has(activity[k] ?? 0) ? START : transition,
    ),
  };
}

export function nameOf(log: EventLog, activity: number): string {
  return log.activities[activity] ?? '';
}

export function caseIdOf(log: EventLog, caseIndex: number): string {
  return log.caseIds[caseIndex] ?? '';
}

/** An instant as ISO 8601 in UTC; null where there is none. */
export function instantText(ms: number): string | null {
  return Number.isFinite(ms) ? new Date(ms).toISOString() : null;
}
