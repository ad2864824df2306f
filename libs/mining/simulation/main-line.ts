import type { ActivityInstances } from '../intervals/activity-instances.js';

/** Work that was asked for while another execution of its case ran. */
export interface Beside {
  readonly activity: number;
  /** From the beginning of the other to when this was asked for, in milliseconds. */
  readonly afterMs: number;
}

/** A case's executions one after the other, and what ran beside each of them. */
export interface MainLine {
  /** Executions (indices) in their order; none begins before the one before it has ended. */
  readonly executions: readonly number[];
  /** Executions that ran beside each of them. */
  readonly beside: readonly (readonly number[])[];
}

/**
 * Finds the sequence inside a case: what begins while the execution before it runs, runs beside it (an inspection
 * during the loan's term, the second officer's report beside the lead's).
 */
export function mainLineOf(instances: ActivityInstances, caseIndex: number): MainLine {
  const executions: number[] = [];
  const beside: number[][] = [];
  let reachedMs = -Infinity;
  const end = instances.caseOffsets[caseIndex + 1] ?? 0;
  for (let k = instances.caseOffsets[caseIndex] ?? 0; k < end; k++) {
    if ((instances.startMs[k] ?? 0) < reachedMs) {
      beside.at(-1)?.push(k);
      continue;
    }
    executions.push(k);
    beside.push([]);
    reachedMs = instances.completeMs[k] ?? 0;
  }
  return { executions, beside };
}

/**
 * When each execution became possible: on the main line no earlier than the end of the one before it, beside it when
 * it was asked for. NaN where the log does not say and the sequence must.
 */
export function possibleSinceMs(
  { scheduledMs, startMs, completeMs }: ActivityInstances,
  { executions, beside }: MainLine,
  into: Float64Array,
): void {
  executions.forEach((k, n) => {
    const beforeMs = n === 0 ? -Infinity : (completeMs[executions[n - 1] ?? 0] ?? 0);
    const asked = scheduledMs[k] ?? NaN;
    into[k] = Number.isNaN(asked) ? NaN : Math.max(asked, beforeMs);
    for (const side of beside[n] ?? []) {
      const sideAsked = scheduledMs[side] ?? NaN;
      into[side] = Number.isNaN(sideAsked) ? (startMs[side] ?? 0) : sideAsked;
    }
  });
}
