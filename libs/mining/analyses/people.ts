import { resourceName } from '../answers/answers.js';
import { onWorkingClock } from '../calendar/working-clock.js';
import { handovers } from '../resources/handovers.js';
import { workload } from '../resources/workload.js';
import { type AnalysisOptions, instantText, type Subject } from './subject.js';

/** Whose event followed whose; `None` where nobody is named. */
export function passedOn({ log }: Subject, { most, working }: AnalysisOptions) {
  return {
    handovers: handovers(onWorkingClock(log, working))
      .slice(0, most)
      .map(({ from, to, count, share, waitS }) => ({
        from: resourceName(log, from),
        to: resourceName(log, to),
        count,
        share,
        waitS,
      })),
  };
}

/** Who did how much. */
export function work({ log }: Subject, { most }: AnalysisOptions) {
  return {
    resources: workload(log)
      .slice(0, most)
      .map(({ resource, events, cases, share, firstMs, lastMs }) => ({
        resource: resourceName(log, resource),
        events,
        cases,
        share,
        firstAt: instantText(firstMs),
        lastAt: instantText(lastMs),
      })),
  };
}
