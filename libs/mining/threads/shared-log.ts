import type { PairLog } from '../dfg/performance-dfg.js';
import type { EventLog } from '../log/event-log.js';

/** The same log with the columns that threads read in shared memory; columns that are there already stay. */
export function sharedLog(log: EventLog): EventLog {
  return {
    ...log,
    caseOffsets: shared(log.caseOffsets),
    activity: shared(log.activity),
    instantMs: shared(log.instantMs),
  };
}

export function isShared(log: PairLog): boolean {
  return [log.caseOffsets, log.activity, log.instantMs].every(
    (column) => column.buffer instanceof SharedArrayBuffer,
  );
}

/** A column in shared memory: itself where it is there already, else a copy. */
export function shared<A extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(
  column: A,
): A {
  if (column.buffer instanceof SharedArrayBuffer) return column;
  const buffer = new SharedArrayBuffer(column.byteLength);
  const Column = column.constructor as new (buffer: SharedArrayBuffer) => A;
  const copy = new Column(buffer);
  copy.set(column);
  return copy;
}
