import type { AttributeColumn } from './attribute-column.js';
import type { EventLog } from './event-log.js';

type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/**
 * A log of only some cases, and of each only its events before a place: `untils[n]` is where the n-th kept case ends.
 * Copies whole stretches, so that a million events take milliseconds. Names keep their codes.
 */
export function keepCases(
  log: EventLog,
  cases: readonly number[],
  untils: readonly number[] = cases.map((c) => log.caseOffsets[c + 1] ?? 0),
): EventLog {
  if (isWhole(log, cases, untils)) return log;
  const caseOffsets = new Uint32Array(cases.length + 1);
  cases.forEach((c, n) => {
    caseOffsets[n + 1] = (caseOffsets[n] ?? 0) + (untils[n] ?? 0) - (log.caseOffsets[c] ?? 0);
  });
  const events = <A extends Column>(column: A): A => {
    const kept = emptyLike(column, caseOffsets[cases.length] ?? 0);
    cases.forEach((c, n) => {
      kept.set(column.subarray(log.caseOffsets[c], untils[n]), caseOffsets[n]);
    });
    return kept;
  };
  const ofCases = <A extends Column>(column: A): A => {
    const kept = emptyLike(column, cases.length);
    cases.forEach((c, n) => (kept[n] = column[c] ?? 0));
    return kept;
  };
  return {
    ...log,
    caseIds: cases.map((c) => log.caseIds[c] ?? ''),
    caseOffsets,
    activity: events(log.activity),
    instantMs: events(log.instantMs),
    ...(log.startMs && { startMs: events(log.startMs) }),
    resource: events(log.resource),
    ...(log.lifecycle && { lifecycle: events(log.lifecycle) }),
    caseAttributes: eachColumn(log.caseAttributes, ofCases),
    eventAttributes: eachColumn(log.eventAttributes, events),
  };
}

function isWhole(log: EventLog, cases: readonly number[], untils: readonly number[]): boolean {
  return (
    cases.length === log.caseIds.length &&
    cases.every((c, n) => c === n && untils[n] === log.caseOffsets[c + 1])
  );
}

function emptyLike<A extends Column>(column: A, length: number): A {
  return new (column.constructor as new (length: number) => A)(length);
}

function eachColumn(
  columns: Readonly<Record<string, AttributeColumn>>,
  kept: <A extends Column>(column: A) => A,
): Record<string, AttributeColumn> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [
      name,
      column.kind === 'text'
        ? { ...column, codes: kept(column.codes) }
        : { ...column, values: kept(column.values) },
    ]),
  );
}
