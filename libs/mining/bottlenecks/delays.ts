import { isBreached, partsOf, type TypedWait, type WaitParty, waitParties } from './typed-wait.js';

/** What is known of a group of waits, in seconds. All times are as of the report's instant. */
export interface Delays {
  readonly waits: number;
  readonly cases: number;
  /** Time beyond the agreed timetable: what rankings count. */
  readonly delayS: number;
  readonly meanDelayS: number;
  /** Time that contract, law or timetable gave, and that the clock stood still. */
  readonly agreedS: number;
  readonly pausedS: number;
  /** Waits that outlasted their deadline, of those that had one. */
  readonly breaches: number;
  readonly withDeadline: number;
  /** Cases with any delay here, of all cases of the report. */
  readonly delayedCases: number;
  readonly shareOfCases: number;
  /** Waits that still last: their end is unknown, and their delay is that so far. */
  readonly open: number;
  /** Waits beyond a first attempt (补件, 复议, asked for again), and all the time that they took. */
  readonly reworkWaits: number;
  readonly reworkS: number;
  /** The delay by whom it lies with, largest first; parties without any are left out. */
  readonly byParty: readonly { readonly party: WaitParty; readonly delayS: number }[];
  /** The cases behind the delay, largest first. */
  readonly delayedBy: readonly { readonly caseId: string; readonly delayS: number }[];
  /** Cases with a delay that `delayedBy` leaves out: none, unless the list was cut (`cut-report`). */
  readonly delayedByLeftOut: number;
}

/** Sums up a group of waits; `allCases` is the number of cases in the report. */
export function delaysOf(waits: readonly TypedWait[], allCases: number, asOfMs: number): Delays {
  const byCase = new Map<string, number>();
  const byParty = new Map<WaitParty, number>();
  const sums = { delay: 0, agreed: 0, paused: 0, rework: 0 };
  const counts = { breaches: 0, withDeadline: 0, open: 0, rework: 0 };
  for (const wait of waits) {
    const { agreedMs, beyondMs, pausedMs } = partsOf(wait, asOfMs);
    const breached = isBreached(wait, asOfMs);
    sums.delay += beyondMs;
    sums.agreed += agreedMs;
    sums.paused += pausedMs;
    if (breached !== undefined) counts.withDeadline++;
    if (breached === true) counts.breaches++;
    if (isOpen(wait, asOfMs)) counts.open++;
    if (wait.attempt > 1) {
      counts.rework++;
      sums.rework += agreedMs + beyondMs + pausedMs;
    }
    byCase.set(wait.caseId, (byCase.get(wait.caseId) ?? 0) + beyondMs);
    byParty.set(blamed(wait), (byParty.get(blamed(wait)) ?? 0) + beyondMs);
  }
  const delayed = [...byCase].filter(([, ms]) => ms > 0).sort((a, b) => b[1] - a[1]);
  return {
    waits: waits.length,
    cases: byCase.size,
    delayS: sums.delay / 1000,
    meanDelayS: sums.delay / 1000 / Math.max(1, waits.length),
    agreedS: sums.agreed / 1000,
    pausedS: sums.paused / 1000,
    breaches: counts.breaches,
    withDeadline: counts.withDeadline,
    delayedCases: delayed.length,
    shareOfCases: delayed.length / Math.max(1, allCases),
    open: counts.open,
    reworkWaits: counts.rework,
    reworkS: sums.rework / 1000,
    byParty: waitParties
      .map((party) => ({ party, delayS: (byParty.get(party) ?? 0) / 1000 }))
      .filter(({ delayS }) => delayS > 0)
      .sort((a, b) => b.delayS - a.delayS),
    delayedBy: delayed.map(([caseId, ms]) => ({ caseId, delayS: ms / 1000 })),
    delayedByLeftOut: 0,
  };
}

/** Whoever should have ended the wait: past the loan's term that is the borrower. */
export function blamed({ party }: TypedWait): WaitParty {
  return party === 'agreement' ? 'borrower' : party;
}

export function isOpen({ toMs }: TypedWait, asOfMs: number): boolean {
  return toMs === null || toMs > asOfMs;
}
