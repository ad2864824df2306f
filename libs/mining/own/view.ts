import { type EventLog, lifecycleCode } from '../log/event-log.js';
import { keepEvents } from '../log/keep-events.js';
import { stageLog } from './stage-log.js';

/** Which of a log's events are looked at: every transition, what was completed, or the places a case went through. */
export const logViews = ['all', 'done', 'stages'] as const;
export type LogView = (typeof logViews)[number];

const COMPLETE = lifecycleCode('complete');

/** The log as looked at. Logs that know no stages, or no transitions, are seen whole. */
export function viewOfLog(log: EventLog, view: LogView): EventLog {
  switch (view) {
    case 'all':
      return log;
    case 'done':
      return log.lifecycle === undefined
        ? log
        : keepEvents(log, (k) => log.lifecycle?.[k] === COMPLETE);
    case 'stages':
      return stageLog(log) ?? log;
  }
}
