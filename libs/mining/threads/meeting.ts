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
