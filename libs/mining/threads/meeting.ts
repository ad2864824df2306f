/** Words of shared memory that a meeting needs: threads that arrived, and how many meetings there were. */
export const MEETING_WORDS = 2;
const ARRIVED = 0;
const MEETING = 1;

/** Waits until every thread has come this far. */
export function meet(control: Int32Array, threads: number): void {
  const meeting = Atomics.load(control, MEETING);
  if (Atomics.add(control, ARRIVED, 1) + 1 === threads) {
    Atomics.store(control, ARRIVED, 0);
    Atomics.add(control, MEETING, 1);
    Atomics.notify(control, MEETING);
    return;
  }
  while (Atomics.load(control, MEETING) === meeting) Atomics.wait(control, MEETING, meeting);
}

/** The cases of one thread, one after another: dealt so that every thread gets about as many events. */
export function casesOfThread(
  caseOffsets: Uint32Array,
  threads: number,
  thread: number,
): { from: number; to: number } {
  const cases = caseOffsets.length - 1;
  const events = caseOffsets[cases] ?? 0;
  const firstCase = (share: number): number => caseAt(caseOffsets, (events * share) / threads);
  return { from: firstCase(thread), to: thread + 1 === threads ? cases : firstCase(thread + 1) };
}

/** One thread's part of a list of cases, dealt alike. */
export function chosenOfThread(
  caseOffsets: Uint32Array,
  cases: Uint32Array,
  threads: number,
  thread: number,
): Uint32Array {
  const events = eventsOf(caseOffsets, cases);
  const placeAt = (share: number): number => {
    let before = 0;
    let place = 0;
    for (; place < cases.length && before < (events * share) / threads; place++)
      before += lengthOf(caseOffsets, cases[place] ?? 0);
    return place;
  };
  return cases.subarray(placeAt(thread), thread + 1 === threads ? undefined : placeAt(thread + 1));
}

/** How many events the cases of a list have. */
export function eventsOf(caseOffsets: Uint32Array, cases: Uint32Array): number {
  let events = 0;
  for (const c of cases) events += lengthOf(caseOffsets, c);
  return events;
}

function lengthOf(caseOffsets: Uint32Array, c: number): number {
  return (caseOffsets[c + 1] ?? 0) - (caseOffsets[c] ?? 0);
}

/** The first case that begins at this event or later. */
function caseAt(caseOffsets: Uint32Array, event: number): number {
  let low = 0;
  let high = caseOffsets.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((caseOffsets[middle] ?? 0) < event) low = middle + 1;
    else high = middle;
  }
  return low;
}
