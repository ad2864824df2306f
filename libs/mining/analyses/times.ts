import { onWorkingClock } from '../calendar/working-clock.js';
import { batches } from '../batches/batches.js';
import { resourceName } from '../answers/answers.js';
import { concurrency } from '../intervals/concurrency.js';
import { cycleTimeS } from '../intervals/cycle-time.js';
import { leadTimes } from '../intervals/lead-times.js';
import { serviceTimes } from '../intervals/service-times.js';
import { keepCases } from '../log/keep-cases.js';
import { waitingTimes } from '../intervals/waiting-times.js';
import { namedEdge } from './paths.js';
import {
  type AnalysisOptions,
  executionsOf,
  instantText,
  nameOf,
  type Subject,
} from './subject.js';

/** Time from begin to completion of work; what lay suspended is inside it and told apart. */
export function service({ log }: Subject, { most, working }: AnalysisOptions) {
  const instances = executionsOf(onWorkingClock(log, working));
  return {
    executions: instances.activity.length,
    completeWithoutStart: instances.completeWithoutStart,
    startWithoutComplete: instances.startWithoutComplete,
    activities: serviceTimes(instances)
      .slice(0, most)
      .map((time) => ({ ...time, activity: nameOf(log, time.activity) })),
  };
}

/** Time from a completion to the next begin of work. */
export function waiting({ log }: Subject, { most, working }: AnalysisOptions) {
  const found = waitingTimes(executionsOf(log), working);
  return { edges: found.slice(0, most).map((edge) => namedEdge(log, edge)), inAll: found.length };
}

/** From first begin to last completion, time in which anything ran, and the rest; of cases that ended. */
export function lead({ log, isOpen }: Subject, { working }: AnalysisOptions) {
  const ended = Array.from(log.caseIds.keys()).filter((c) => !isOpen(c));
  const known = keepCases(log, ended);
  return {
    times: leadTimes(executionsOf(known), working) ?? null,
    cycleTimeS: cycleTimeS(executionsOf(onWorkingClock(known, working))) ?? null,
  };
}

export function openAtATime({ log }: Subject) {
  const found = concurrency(executionsOf(log));
  // Where everything happened at one instant, there is no time to take a mean over.
  if (found === undefined || !Number.isFinite(found.littlesRatio)) return { concurrency: null };
  const {
    meanOverlap,
    meanCompletionOverlap,
    peak,
    meanOpen,
    arrivalsPerS,
    meanLeadS,
    littlesRatio,
  } = found;
  return {
    concurrency: {
      ...{ meanOverlap, meanCompletionOverlap, peak, meanOpen },
      arrivalsPerDay: arrivalsPerS * 86_400,
      meanLeadS,
      littlesRatio,
    },
  };
}

/** Work of one kind that one resource did together. */
export function together({ log }: Subject, { most }: AnalysisOptions) {
  return {
    pairs: batches(executionsOf(log))
      .slice(0, most)
      .map(({ activity, resource, batches: found }) => ({
        activity: nameOf(log, activity),
        resource: resourceName(log, resource),
        batches: found.slice(0, most).map(({ kind, fromMs, toMs, members }) => ({
          kind,
          from: instantText(fromMs),
          to: instantText(toMs),
          size: members.length,
        })),
        inAll: found.length,
      })),
  };
}
