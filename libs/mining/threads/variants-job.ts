import { type CaseColumns, numberVariants, type VariantIndex } from '../variants/variants.js';
import type { VariantTable } from '../variants/variant-table.js';
import { casesOfThread, meet, MEETING_WORDS } from './meeting.js';

/** The variants of one log for several threads. Every array lies in shared memory. */
export interface VariantsJob {
  readonly kind: 'variants';
  readonly columns: CaseColumns;
  readonly threads: number;
  readonly variantOfCase: Uint32Array;
  /** What each thread found, from the place of its first case on: there are no more variants than cases. */
  readonly counts: Uint32Array;
  readonly firstCases: Uint32Array;
  /** How many variants each thread found. */
  readonly found: Uint32Array;
  readonly control: Int32Array;
}

export function variantsJob({ caseOffsets, activity }: CaseColumns, threads: number): VariantsJob {
  const words = (length: number): Uint32Array =>
    new Uint32Array(new SharedArrayBuffer(length * Uint32Array.BYTES_PER_ELEMENT));
  const cases = caseOffsets.length - 1;
  return {
    kind: 'variants',
    columns: { caseOffsets, activity },
    threads,
    variantOfCase: words(cases),
    counts: words(cases),
    firstCases: words(cases),
    found: words(threads),
    control: new Int32Array(new SharedArrayBuffer(MEETING_WORDS * 4)),
  };
}

/** Another thread's part: the variants of its own cases, numbered as if there were no others. */
export function numberPart(job: VariantsJob, thread: number): void {
  const { columns, threads, variantOfCase } = job;
  const cases = casesOfThread(columns.caseOffsets, threads, thread);
  const { counts, firstCases } = numberVariants(columns, cases, variantOfCase).found();
  job.counts.set(counts, cases.from);
  job.firstCases.set(firstCases, cases.from);
  job.found[thread] = counts.length;
  meet(job.control, threads);
}

/**
 * The first thread's part, and the whole. The cases of each thread lie behind those of the one before, so that looking up
 * its variants in their order in the first thread's table numbers all of them as one thread would.
 */
export function numberAll(job: VariantsJob): VariantIndex {
  const { columns, threads, variantOfCase } = job;
  const own = casesOfThread(columns.caseOffsets, threads, 0);
  const table = numberVariants(columns, own, variantOfCase);
  meet(job.control, threads);
  for (let thread = 1; thread < threads; thread++) takeOver(job, thread, table);
  return { variantOfCase, ...table.found() };
}

function takeOver(job: VariantsJob, thread: number, table: VariantTable): void {
  const { caseOffsets } = job.columns;
  const { from, to } = casesOfThread(caseOffsets, job.threads, thread);
  const numbers = new Uint32Array(job.found[thread] ?? 0);
  for (let n = 0; n < numbers.length; n++) {
    const first = job.firstCases[from + n] ?? 0;
    const [begin = 0, end = 0] = [caseOffsets[first], caseOffsets[first + 1]];
    numbers[n] = table.numberOf(begin, end, first, job.counts[from + n]);
  }
  for (let c = from; c < to; c++) job.variantOfCase[c] = numbers[job.variantOfCase[c] ?? 0] ?? 0;
}
