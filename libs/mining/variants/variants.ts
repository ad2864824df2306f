import { caseCount, type Codes, type EventLog } from '../log/event-log.js';
import { VariantTable } from './variant-table.js';

/** The columns of a log that tell its variants. */
export type CaseColumns = Pick<EventLog, 'caseOffsets' | 'activity'>;

/** A sequence of activities, told by the first case that shows it (`activitiesOf`), and how many cases went through exactly it. */
export interface Variant {
  readonly count: number;
  readonly firstCase: number;
}

/** Every case's variant, numbered in order of first appearance. */
export interface VariantIndex {
  readonly variantOfCase: Uint32Array;
  readonly counts: Uint32Array;
  readonly firstCases: Uint32Array;
}

/** The log's variants, most frequent first (ties in order of first appearance), as pm4py's `get_variants`. */
export function variants(log: CaseColumns): Variant[] {
  return rankedVariants(indexVariants(log));
}

/** The variants of an index in the same order. */
export function rankedVariants({ counts, firstCases }: VariantIndex): Variant[] {
  return Array.from(mostFrequentFirst(counts), (number) => ({
    count: counts[number] ?? 0,
    firstCase: firstCases[number] ?? 0,
  }));
}

/** The activities of one case, in order: indices into the log's activities, as a view of its column. */
export function activitiesOf(log: EventLog, caseIndex: number): Codes {
  return log.activity.subarray(log.caseOffsets[caseIndex], log.caseOffsets[caseIndex + 1]);
}

/**
 * Numbers the variants: a hash of each case's activities leads into an open-addressing table, and every hit is
 * verified against the variant's first case, so that a collision costs time and never an answer.
 */
export function indexVariants(log: CaseColumns): VariantIndex {
  const cases = caseCount(log);
  const variantOfCase = new Uint32Array(cases);
  const table = numberVariants(log, { from: 0, to: cases }, variantOfCase);
  return { variantOfCase, ...table.found() };
}

/** Numbers the variants of some successive cases in a table of their own, and writes each case's number. */
export function numberVariants(
  { caseOffsets, activity }: CaseColumns,
  { from, to }: { readonly from: number; readonly to: number },
  variantOfCase: Uint32Array,
): VariantTable {
  const table = new VariantTable(activity);
  let begin = caseOffsets[from] ?? 0;
  for (let c = from; c < to; c++) {
    const end = caseOffsets[c + 1] ?? 0;
    variantOfCase[c] = table.numberOf(begin, end, c);
    begin = end;
  }
  return table;
}

/**
 * The variants' numbers by falling count. One number holds a count and the place in the order of appearance: their
 * product is below the square of the number of cases, so that it is exact for logs of up to 90 million cases.
 */
function mostFrequentFirst(counts: Uint32Array): Float64Array {
  const most = counts.reduce((largest, count) => Math.max(largest, count), 0);
  const { length } = counts;
  const keys = new Float64Array(length);
  for (let number = 0; number < length; number++)
    keys[number] = (most - (counts[number] ?? 0)) * length + number;
  keys.sort();
  for (let place = 0; place < length; place++) keys[place] = (keys[place] ?? 0) % length;
  return keys;
}
