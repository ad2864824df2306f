import type { Codes } from './event-log.js';
import { groupByCase, type TimeOrderedEvents } from './group-by-case.js';

/** Below this many events out of order in a case, moving them one by one is quicker than sorting positions. */
const SHORT = 64;

/**
 * Sorts events in any order into cases, each by (instant, position): trusts nothing, as an engine that is told to order
 * by case, instant and position. A counting sort by case, then one look at each case; only a case that is out of order is
 * sorted.
 */
export function orderByCase<A extends Codes>(
  events: TimeOrderedEvents & { readonly activity: A },
): ReturnType<typeof groupByCase<A>> {
  const grouped = groupByCase(events);
  const { caseOffsets, activity, instantMs } = grouped;
  for (let c = 0; c + 1 < caseOffsets.length; c++) {
    const begin = caseOffsets[c] ?? 0;
    const end = caseOffsets[c + 1] ?? 0;
    if (isInOrder(instantMs, begin, end)) continue;
    if (end - begin <= SHORT) insert(activity, instantMs, begin, end);
    else sort(activity, instantMs, begin, end);
  }
  return grouped;
}

function isInOrder(instantMs: Float64Array, begin: number, end: number): boolean {
  for (let k = begin + 1; k < end; k++) {
    if ((instantMs[k] ?? 0) < (instantMs[k - 1] ?? 0)) return false;
  }
  return true;
}

function insert(activity: Codes, instantMs: Float64Array, begin: number, end: number): void {
  for (let k = begin + 1; k < end; k++) {
    const at = instantMs[k] ?? 0;
    const code = activity[k] ?? 0;
    let place = k;
    for (; place > begin && (instantMs[place - 1] ?? 0) > at; place--) {
      instantMs[place] = instantMs[place - 1] ?? 0;
      activity[place] = activity[place - 1] ?? 0;
    }
    instantMs[place] = at;
    activity[place] = code;
  }
}

function sort(activity: Codes, instantMs: Float64Array, begin: number, end: number): void {
  const instants = instantMs.slice(begin, end);
  const codes = activity.slice(begin, end);
  const order = Uint32Array.from(instants, (_, n) => n);
  order.sort((a, b) => (instants[a] ?? 0) - (instants[b] ?? 0) || a - b);
  order.forEach((n, place) => {
    instantMs[begin + place] = instants[n] ?? 0;
    activity[begin + place] = codes[n] ?? 0;
  });
}
