import { type EventLog } from '../log/event-log.js';
import type { ActivityInstances } from './activity-instances.js';

/** Event attributes of a log of executions: when the work was asked for, and how long its clock stood still. */
export const ASKED_MS = 'asked';
export const PAUSED_MS = 'paused';

/** The executions of a log whose every event carries its start and, as attributes, when it was asked for. */
export function askedExecutions(log: EventLog): ActivityInstances {
  const startMs = log.startMs ?? log.instantMs;
  const order = inOrderOfStart(log.caseOffsets, startMs, log.instantMs);
  const picked = (from: ArrayLike<number>, missing = NaN) =>
    Float64Array.from(order, (k) => from[k] ?? missing);
  const numbers = (name: string): ArrayLike<number> => {
    const column = log.eventAttributes[name];
    return column === undefined || column.kind === 'text' ? [] : column.values;
  };
  return {
    log,
    caseOffsets: log.caseOffsets,
    activity: Uint32Array.from(picked(log.activity)),
    resource: Uint32Array.from(picked(log.resource)),
    startMs: picked(startMs),
    completeMs: picked(log.instantMs),
    suspendedMs: picked(numbers(PAUSED_MS), 0),
    scheduledMs: picked(numbers(ASKED_MS)),
    completeWithoutStart: 0,
    startWithoutComplete: 0,
  };
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
