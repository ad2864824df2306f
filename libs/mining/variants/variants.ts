import { caseCount, type Codes, type EventLog } from '../log/event-log.js';
import { VariantTable } from './variant-table.js';

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
export function variants(log: EventLog): Variant[] {
  const { counts, firstCases } = indexVariants(log);
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
export function indexVariants(log: EventLog): VariantIndex {
  const cases = caseCount(log);
  const variantOfCase = new Uint32Array(cases);
  const table = new VariantTable(log.activity);
  let begin = log.caseOffsets[0] ?? 0;
  for (let c = 0; c < cases; c++) {
    const end = log.caseOffsets[c + 1] ?? 0;
    variantOfCase[c] = table.numberOf(begin, end, c);
    begin = end;
  }
  return { variantOfCase, ...table.found() };
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
