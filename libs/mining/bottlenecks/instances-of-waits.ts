import type { ActivityInstances } from '../intervals/activity-instances.js';
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
      attributes: { asked: wait.fromMs, paused: wait.pausedMs },
    });
  const log = builder.build('waits');
  const order = inOrderOfStart(log.caseOffsets, log.startMs ?? log.instantMs, log.instantMs);
  const picked = (from: ArrayLike<number>) => Float64Array.from(order, (k) => from[k] ?? NaN);
  const numbers = (name: string): ArrayLike<number> => {
    const column = log.eventAttributes[name];
    return column === undefined || column.kind === 'text' ? [] : column.values;
  };
  return {
    log,
    caseOffsets: log.caseOffsets,
    activity: Uint32Array.from(picked(log.activity)),
    resource: Uint32Array.from(picked(log.resource)),
    startMs: picked(log.startMs ?? log.instantMs),
    completeMs: picked(log.instantMs),
    suspendedMs: picked(numbers('paused')),
    scheduledMs: picked(numbers('asked')),
    completeWithoutStart: ended.filter(({ wait }) => wait.startedMs === null).length,
    startWithoutComplete: waits.length - ended.length,
  };
}

function startOf({ resource, startedMs, fromMs }: TypedWait, toMs: number): number {
  if (startedMs !== null) return Math.min(Math.max(startedMs, fromMs), toMs);
  return resource === null ? fromMs : toMs;
}

function inOrderOfStart(
  caseOffsets: Uint32Array,
  startMs: Float64Array,
  completeMs: Float64Array,
): Uint32Array {
  const order = Uint32Array.from(startMs, (_, k) => k);
  for (let c = 0; c + 1 < caseOffsets.length; c++)
    order
      .subarray(caseOffsets[c], caseOffsets[c + 1])
      .sort(
        (a, b) =>
          (startMs[a] ?? 0) - (startMs[b] ?? 0) ||
          (completeMs[a] ?? 0) - (completeMs[b] ?? 0) ||
          a - b,
      );
  return order;
}
