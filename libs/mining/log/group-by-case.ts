import type { Codes } from './event-log.js';

/** Events as they happened, of all cases mixed, in order of their instants. */
export interface TimeOrderedEvents {
  readonly cases: number;
  readonly caseOf: Uint32Array;
  readonly activity: Codes;
  readonly instantMs: Float64Array;
}

/**
 * Sorts events in order of time into cases: a counting sort, which keeps the order inside each case. So a stream needs
 * no comparison to become the columns of a log. The columns lie in shared memory where those of the stream do.
 */
export function groupByCase<A extends Codes>({
  cases,
  caseOf,
  activity,
  instantMs,
}: TimeOrderedEvents & { readonly activity: A }): {
  caseOffsets: Uint32Array;
  activity: A;
  instantMs: Float64Array;
} {
  const caseOffsets = new Uint32Array(cases + 1);
  for (const c of caseOf) caseOffsets[c + 1] = (caseOffsets[c + 1] ?? 0) + 1;
  for (let c = 0; c < cases; c++)
    caseOffsets[c + 1] = (caseOffsets[c + 1] ?? 0) + (caseOffsets[c] ?? 0);
  const cursors = caseOffsets.slice();
  const ownActivity = roomLike(activity);
  const ownInstantMs = roomLike(instantMs);
  for (let k = 0; k < caseOf.length; k++) {
    const c = caseOf[k] ?? 0;
    const place = cursors[c] ?? 0;
    cursors[c] = place + 1;
    ownActivity[place] = activity[k] ?? 0;
    ownInstantMs[place] = instantMs[k] ?? 0;
  }
  return { caseOffsets, activity: ownActivity, instantMs: ownInstantMs };
}

function roomLike<A extends Codes | Float64Array>(column: A): A {
  const Memory = column.buffer instanceof SharedArrayBuffer ? SharedArrayBuffer : ArrayBuffer;
  const Column = column.constructor as new (memory: ArrayBufferLike) => A;
  return new Column(new Memory(column.byteLength));
}
