import type { ActivityInstances } from '../intervals/activity-instances.js';
import { ASKED_MS, askedExecutions, PAUSED_MS } from '../intervals/asked-executions.js';
import { EventLogBuilder } from '../log/event-log.js';
import type { TypedWait } from './typed-wait.js';

/** The activity under which a wait is simulated and drawn: its name, with the stage where that says more. */
export function activityOf({ stage, waitFor }: TypedWait): string {
  return stage === waitFor ? waitFor : `${stage}/${waitFor}`;
}

/**
 * Ended waits as executions of activities: asked for when the wait began, worked on from when somebody took it up.
 * Where nobody is named, the wait itself is the execution: partners work out of our sight. Where somebody is named but
 * not since when, the work took no time that could be told from waiting.
 */
export function instancesOfWaits(waits: readonly TypedWait[]): ActivityInstances {
  const ended = waits.flatMap((wait) => (wait.toMs === null ? [] : [{ wait, toMs: wait.toMs }]));
  const builder = new EventLogBuilder();
  for (const { wait, toMs } of ended)
    builder.add({
      caseId: wait.caseId,
      activity: activityOf(wait),
      instantMs: toMs,
      startMs: startOf(wait, toMs),
      resource: wait.resource ?? undefined,
      attributes: { [ASKED_MS]: wait.fromMs, [PAUSED_MS]: wait.pausedMs },
    });
  return {
    ...askedExecutions(builder.build('waits')),
    completeWithoutStart: ended.filter(({ wait }) => wait.startedMs === null).length,
    startWithoutComplete: waits.length - ended.length,
  };
}

function startOf({ resource, startedMs, fromMs }: TypedWait, toMs: number): number {
  if (startedMs !== null) return Math.min(Math.max(startedMs, fromMs), toMs);
  return resource === null ? fromMs : toMs;
}
