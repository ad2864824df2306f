import type { AttributeColumn } from '../log/attribute-column.js';
import { caseCount, type EventLog } from '../log/event-log.js';

/** What is known of each case, and which of it the log says event by event. */
export interface CaseAttributes {
  readonly columns: Readonly<Record<string, AttributeColumn>>;
  /** Attributes of events that are the same on every event of a case: tables have no other place for a case's own. */
  readonly fromEvents: readonly string[];
}

/** The attributes of cases, with those of events that are constant within every case. */
export function caseAttributesOf(log: EventLog): CaseAttributes {
  const constant = Object.entries(log.eventAttributes).filter(
    ([name, column]) => !(name in log.caseAttributes) && isConstantInCases(log, column),
  );
  const taken = constant.map(([name, column]) => [name, atFirstEvents(log, column)] as const);
  return {
    columns: { ...log.caseAttributes, ...Object.fromEntries(taken) },
    fromEvents: taken.map(([name]) => name),
  };
}

/** Every event of a case has the same value, or none has any; and some case has several events to tell it by. */
function isConstantInCases(log: EventLog, column: AttributeColumn): boolean {
  const values = column.kind === 'text' ? column.codes : column.values;
  let isTold = false;
  for (let c = 0; c < caseCount(log); c++) {
    const first = log.caseOffsets[c] ?? 0;
    const end = log.caseOffsets[c + 1] ?? 0;
    for (let k = first + 1; k < end; k++) if (!Object.is(values[k], values[first])) return false;
    isTold ||= end - first > 1 && hasValue(column, first);
  }
  return isTold;
}

function hasValue(column: AttributeColumn, k: number): boolean {
  return column.kind === 'text'
    ? column.codes[k] !== column.missing
    : !Number.isNaN(column.values[k] ?? NaN);
}

function atFirstEvents({ caseOffsets }: EventLog, column: AttributeColumn): AttributeColumn {
  const firsts = caseOffsets.subarray(0, -1);
  if (column.kind !== 'text') {
    return { kind: column.kind, values: Float64Array.from(firsts, (k) => column.values[k] ?? NaN) };
  }
  const codes = column.codes.slice(0, firsts.length);
  firsts.forEach((k, c) => (codes[c] = column.codes[k] ?? column.missing));
  return { ...column, codes };
}
