import type { ActivityInstances } from './activity-instances.js';

/** Cases in progress, and whether they obey Little's law. */
export interface Concurrency {
  /** For each case with an execution: how many cases (itself included) were open during its life. */
  readonly overlaps: Uint32Array;
  readonly meanOverlap: number;
  /** The same with a case open from its first completion only, as pm4py's `get_case_overlap` has it by default. */
  readonly meanCompletionOverlap: number;
  /** Most cases open at one instant. */
  readonly peak: number;
  /** L: cases open, averaged over the log's time. */
  readonly meanOpen: number;
  /** λ: cases that arrived a second. */
  readonly arrivalsPerS: number;
  /** W: mean time from first start to last completion, in seconds. */
  readonly meanLeadS: number;
  /** L ÷ (λ W): 1 over a closed log; other values show a sum gone wrong or cases cut off. */
  readonly littlesRatio: number;
}

/** pm4py widens each case by this much at both ends before it looks for overlaps. */
const EPSILON_MS = 0.01;

/** Concurrency of cases; undefined where no case has an execution. */
export function concurrency(instances: ActivityInstances): Concurrency | undefined {
  const spans = caseSpans(instances, instances.startMs);
  const { starts, ends } = spans;
  const cases = starts.length;
  if (cases === 0) return undefined;
  const sortedStarts = starts.slice().sort();
  const sortedEnds = ends.slice().sort();
  const overlaps = overlapsOf(spans);
  const spanS = ((sortedEnds[cases - 1] ?? 0) - (sortedStarts[0] ?? 0)) / 1000;
  const openS = ends.reduce((total, end, c) => total + (end - (starts[c] ?? 0)) / 1000, 0);
  const arrivalsPerS = cases / spanS;
  const meanOpen = openByInstant(sortedStarts, sortedEnds);
  return {
    overlaps,
    meanOverlap: mean(overlaps),
    meanCompletionOverlap: mean(overlapsOf(caseSpans(instances, instances.completeMs))),
    peak: meanOpen.peak,
    meanOpen: meanOpen.areaS / spanS,
    arrivalsPerS,
    meanLeadS: openS / cases,
    littlesRatio: meanOpen.areaS / spanS / (arrivalsPerS * (openS / cases)),
  };
}

/** The area under the curve of open cases, swept event by event: another way to the same sum as adding up the cases. */
function openByInstant(starts: Float64Array, ends: Float64Array): { areaS: number; peak: number } {
  let open = 0;
  let peak = 0;
  let areaMs = 0;
  let atMs = starts[0] ?? 0;
  let s = 0;
  for (const end of ends) {
    while (s < starts.length && (starts[s] ?? 0) <= end) {
      const start = starts[s++] ?? 0;
      areaMs += open * (start - atMs);
      atMs = start;
      peak = Math.max(peak, ++open);
    }
    areaMs += open * (end - atMs);
    atMs = end;
    open--;
  }
  return { areaS: areaMs / 1000, peak };
}

interface Spans {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
}

/** For each span, how many of the spans (itself included) overlap it. */
function overlapsOf({ starts, ends }: Spans): Uint32Array {
  const sortedStarts = starts.slice().sort();
  const sortedEnds = ends.slice().sort();
  return Uint32Array.from(starts, (start, c) => {
    const begun = countBelow(sortedStarts, (ends[c] ?? 0) + 2 * EPSILON_MS);
    const over = ends.length - countAbove(sortedEnds, start - 2 * EPSILON_MS);
    return begun - over;
  });
}

function mean(values: Uint32Array): number {
  return values.reduce((total, each) => total + each, 0) / values.length;
}

/** From the earliest of the given beginnings of a case's executions to its last completion. */
function caseSpans(instances: ActivityInstances, beginMs: Float64Array): Spans {
  const starts: number[] = [];
  const ends: number[] = [];
  for (let c = 0; c + 1 < instances.caseOffsets.length; c++) {
    const first = instances.caseOffsets[c] ?? 0;
    const end = instances.caseOffsets[c + 1] ?? 0;
    if (first === end) continue;
    let firstMs = Infinity;
    let lastMs = -Infinity;
    for (let k = first; k < end; k++) {
      firstMs = Math.min(firstMs, beginMs[k] ?? 0);
      lastMs = Math.max(lastMs, instances.completeMs[k] ?? 0);
    }
    starts.push(firstMs);
    ends.push(lastMs);
  }
  return { starts: Float64Array.from(starts), ends: Float64Array.from(ends) };
}

/** How many of the ascending values are less than the bound. */
export function countBelow(sorted: Float64Array, bound: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

function countAbove(sorted: Float64Array, bound: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) <= bound) low = middle + 1;
    else high = middle;
  }
  return sorted.length - low;
}
