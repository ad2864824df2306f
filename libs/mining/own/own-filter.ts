import { isEnding, type Ending, type Place } from '#domain/lifecycle/stages';
import type { AttributeColumn } from '../log/attribute-column.js';
import { markEndings } from '../log/case-endings.js';
import { caseCount, type EventLog } from '../log/event-log.js';
import { keepCases } from '../log/keep-cases.js';

/** Which of our cases an analysis is about. What is left out asks for nothing. */
export interface OwnFilter {
  readonly book?: string | undefined;
  readonly product?: string | undefined;
  readonly bank?: string | undefined;
  readonly grade?: string | undefined;
  readonly officer?: string | undefined;
  /** Guaranteed amount in minor units, both inclusive. */
  readonly amountFromMinor?: number | undefined;
  readonly amountToMinor?: number | undefined;
  /** Business dates of the application (`YYYY-MM-DD`), both inclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly ending?: Ending | undefined;
  readonly open?: boolean | undefined;
  /** What happened later is unknown: UTC epoch milliseconds, by the cases' clocks. */
  readonly asOfMs?: number | undefined;
}

/** Cases that were chosen; each bears the mark of how it had ended, or that it was open, as of the instant asked for. */
export interface OwnCases {
  readonly log: EventLog;
  readonly asOfMs: number;
}

/** Chooses cases, and of each what was known as of the instant; cases that had not begun by then are left out. */
export function filterOwnLog(log: EventLog, filter: OwnFilter): OwnCases {
  const asOfMs = filter.asOfMs ?? latestMs(log);
  const passes = casePredicate(log, filter);
  const chosen: number[] = [];
  const ended: (Ending | null)[] = [];
  const untils: number[] = [];
  const stageAt = stageReader(log);
  for (let c = 0; c < caseCount(log); c++) {
    if (!passes(c)) continue;
    const first = log.caseOffsets[c] ?? 0;
    let until = log.caseOffsets[c + 1] ?? 0;
    if (filter.asOfMs !== undefined)
      while (until > first && (log.instantMs[until - 1] ?? 0) > filter.asOfMs) until--;
    if (until === first) continue;
    const ending = stageAt(until - 1);
    if (filter.open !== undefined && (ending === null) !== filter.open) continue;
    if (filter.ending !== undefined && ending !== filter.ending) continue;
    chosen.push(c);
    untils.push(until);
    ended.push(ending);
  }
  return { log: markEndings(keepCases(log, chosen, untils), ended), asOfMs };
}

/**
 * Why nothing can be said as of an instant, for people: it lies in the future, and beyond whatever the cases' own clocks
 * have reached (driven ones may be ahead). Undefined where the question can be asked.
 */
export function whyNotAsOf(
  log: EventLog,
  asOfMs: number | undefined,
  nowMs: number,
): string | undefined {
  return whyLaterThan(Math.max(nowMs, latestMs(log)), asOfMs);
}

/** The same, where the latest instant of which anything is known is at hand. */
export function whyLaterThan(knownMs: number, asOfMs: number | undefined): string | undefined {
  if (asOfMs === undefined || asOfMs <= knownMs) return undefined;
  return `lies in the future: nothing is known later than ${new Date(knownMs).toISOString()}`;
}

/** What values of an attribute there are to ask for. */
export function valuesOf(log: EventLog, attribute: string): readonly string[] {
  const column = log.caseAttributes[attribute];
  return column?.kind === 'text' ? [...column.dictionary].sort() : [];
}

function latestMs(log: EventLog): number {
  return log.instantMs.reduce((latest, each) => Math.max(latest, each), -Infinity);
}

/** The ending at which a case stood after an event, or null where it stood in a stage. */
function stageReader(log: EventLog): (event: number) => Ending | null {
  const column = log.eventAttributes.stage;
  if (column?.kind !== 'text') return () => null;
  const byCode = column.dictionary.map((stage) => (isEnding(stage as Place) ? stage : null));
  return (event) => (byCode[column.codes[event] ?? 0] ?? null) as Ending | null;
}

function casePredicate(log: EventLog, filter: OwnFilter): (caseIndex: number) => boolean {
  const tests: ((caseIndex: number) => boolean)[] = [];
  for (const name of ['book', 'product', 'bank', 'grade', 'officer'] as const) {
    const value = filter[name];
    if (value !== undefined) tests.push(isText(log.caseAttributes[name], value));
  }
  const { amountFromMinor, amountToMinor, from, to } = filter;
  tests.push(...within(log.caseAttributes.amountMinor, amountFromMinor, amountToMinor));
  tests.push(...within(log.caseAttributes.appliedOn, dayMs(from), dayMs(to)));
  return (c) => tests.every((test) => test(c));
}

function isText(column: AttributeColumn | undefined, value: string): (c: number) => boolean {
  if (column?.kind !== 'text') return () => false;
  const code = column.dictionary.indexOf(value);
  return (c) => code >= 0 && column.codes[c] === code;
}

function within(
  column: AttributeColumn | undefined,
  least = -Infinity,
  most = Infinity,
): ((c: number) => boolean)[] {
  if (least === -Infinity && most === Infinity) return [];
  if (column === undefined || column.kind === 'text') return [() => false];
  return [(c) => (column.values[c] ?? NaN) >= least && (column.values[c] ?? NaN) <= most];
}

function dayMs(date: string | undefined): number | undefined {
  return date === undefined ? undefined : Date.parse(`${date}T00:00:00Z`);
}
