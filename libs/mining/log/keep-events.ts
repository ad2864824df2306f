import type { AttributeColumn } from './attribute-column.js';
import { caseCount, type EventLog } from './event-log.js';

/**
 * A log of only the events whose activity passes. Cases that keep none are dropped; names keep their codes, so that
 * the parts of a log can be compared.
 */
export function keepActivities(log: EventLog, passes: (activity: string) => boolean): EventLog {
  const kept = log.activities.map(passes);
  return keepEvents(log, (k) => kept[log.activity[k] ?? 0] ?? false);
}

/** A log of only the events that pass, by their index. Cases that keep none are dropped. */
export function keepEvents(log: EventLog, passes: (event: number) => boolean): EventLog {
  const events: number[] = [];
  const cases: number[] = [];
  const offsets: number[] = [0];
  for (let c = 0; c < caseCount(log); c++) {
    const before = events.length;
    const end = log.caseOffsets[c + 1] ?? 0;
    for (let k = log.caseOffsets[c] ?? 0; k < end; k++) if (passes(k)) events.push(k);
    if (events.length === before) continue;
    cases.push(c);
    offsets.push(events.length);
  }
  return {
    ...log,
    caseIds: cases.map((c) => log.caseIds[c] ?? ''),
    caseOffsets: Uint32Array.from(offsets),
    activity: picked(log.activity, events),
    instantMs: picked(log.instantMs, events),
    ...(log.startMs && { startMs: picked(log.startMs, events) }),
    resource: picked(log.resource, events),
    ...(log.lifecycle && { lifecycle: picked(log.lifecycle, events) }),
    caseAttributes: pickedColumns(log.caseAttributes, cases),
    eventAttributes: pickedColumns(log.eventAttributes, events),
  };
}

function picked<A extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(
  column: A,
  indices: readonly number[],
): A {
  const part = column.slice(0, indices.length) as A;
  indices.forEach((index, n) => (part[n] = column[index] ?? 0));
  return part;
}

function pickedColumns(
  columns: Readonly<Record<string, AttributeColumn>>,
  indices: readonly number[],
): Record<string, AttributeColumn> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [
      name,
      column.kind === 'text'
        ? { ...column, codes: picked(column.codes, indices) }
        : { ...column, values: picked(column.values, indices) },
    ]),
  );
}
