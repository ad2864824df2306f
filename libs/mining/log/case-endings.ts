import { type AttributeColumn, attributeAt, AttributeColumnBuilder } from './attribute-column.js';
import { caseCount, type EventLog } from './event-log.js';

/**
 * The attribute of a case that says whether it is still open (a truth value). It is an ordinary attribute, so that every
 * format carries it, every reader knows it again, and every part of a log keeps it.
 */
export const OPEN_MARK = 'aval:open';
/** The attribute of a case that names how it ended; open cases have none. */
export const ENDING_MARK = 'ending';

/** `unknown`: the log does not say. Such a case is taken as ended, and whoever does so says it. */
export type CaseState = 'ended' | 'open' | 'unknown';

/** What a log says of its cases' ends. */
export interface CaseStates {
  readonly of: (caseIndex: number) => CaseState;
  readonly counts: Readonly<Record<CaseState, number>>;
}

/** Reads the marks of a log, whatever format it came from. */
export function caseStates(log: EventLog): CaseStates {
  const column = log.caseAttributes[OPEN_MARK];
  const of = (c: number): CaseState => (column === undefined ? 'unknown' : stateAt(column, c));
  const counts = { ended: 0, open: 0, unknown: 0 };
  for (let c = 0; c < caseCount(log); c++) counts[of(c)]++;
  return { of, counts };
}

function stateAt(column: AttributeColumn, c: number): CaseState {
  const said = String(attributeAt(column, c) ?? '').toLowerCase();
  if (said === 'true' || said === '1') return 'open';
  return said === 'false' || said === '0' ? 'ended' : 'unknown';
}

/** Marks every case with its ending, or as open where it has none (null). */
export function markEndings(log: EventLog, endings: readonly (string | null)[]): EventLog {
  const order = Uint32Array.from(endings, (_, c) => c);
  const open = new AttributeColumnBuilder();
  const named = new AttributeColumnBuilder();
  endings.forEach((ending, c) => {
    open.set(c, ending === null);
    if (ending !== null) named.set(c, ending);
  });
  const marks = { [OPEN_MARK]: open.build(order), [ENDING_MARK]: named.build(order) };
  return { ...log, caseAttributes: { ...log.caseAttributes, ...marks } };
}

/** Marks as ended, by the last of these activities that it did, each case that did any of them; all others as open. */
export function markEndedBy(log: EventLog, activities: readonly string[]): EventLog {
  const ends = log.activities.map((name) => activities.includes(name));
  return markEndings(
    log,
    log.caseIds.map((_, c) => {
      for (let k = (log.caseOffsets[c + 1] ?? 0) - 1; k >= (log.caseOffsets[c] ?? 0); k--) {
        const activity = log.activity[k] ?? 0;
        if (ends[activity] === true) return log.activities[activity] ?? '';
      }
      return null;
    }),
  );
}
