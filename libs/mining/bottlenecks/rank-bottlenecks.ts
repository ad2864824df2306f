import type { Delays } from './delays.js';
import { delaysOf } from './delays.js';
import type { TypedWait } from './typed-wait.js';

/** One place in the process where cases are held up. */
export interface Bottleneck extends Delays {
  /** The stage, the wait inside it (`stage/wait`), or the handover (`wait → wait`). */
  readonly place: string;
}

/** The same places in three orders; ties go by delay, then by name. */
export interface Ranking {
  readonly byDelay: readonly Bottleneck[];
  readonly byBreaches: readonly Bottleneck[];
  readonly byShareOfCases: readonly Bottleneck[];
}

export interface Rankings {
  readonly stages: Ranking;
  readonly waits: Ranking;
  /** From whom to whom, and for what: the wait that followed another one of the same case. */
  readonly handovers: Ranking;
}

/** Ranks stages, waits and handovers by the time beyond what was agreed, never by agreed time. */
export function rankBottlenecks(waits: readonly TypedWait[], asOfMs: number): Rankings {
  const begun = waits.filter(({ fromMs }) => fromMs <= asOfMs);
  const cases = new Set(begun.map(({ caseId }) => caseId)).size;
  const rank = (group: Iterable<[string, TypedWait]>) => ranking(group, cases, asOfMs);
  return {
    stages: rank(begun.map((wait) => [wait.stage, wait])),
    waits: rank(begun.map((wait) => [waitPlace(wait), wait])),
    handovers: rank(handovers(begun)),
  };
}

export function waitPlace({ stage, waitFor, party }: TypedWait): string {
  return `${stage}/${waitFor} (${party})`;
}

function handovers(waits: readonly TypedWait[]): [string, TypedWait][] {
  const last = new Map<string, TypedWait>();
  return [...waits]
    .sort((a, b) => a.fromMs - b.fromMs)
    .flatMap((wait) => {
      const before = last.get(wait.caseId);
      last.set(wait.caseId, wait);
      if (before === undefined) return [];
      const place = `${before.waitFor} (${before.party}) → ${wait.waitFor} (${wait.party})`;
      return [[place, wait] satisfies [string, TypedWait]];
    });
}

function ranking(group: Iterable<[string, TypedWait]>, cases: number, asOfMs: number): Ranking {
  const places = new Map<string, TypedWait[]>();
  for (const [place, wait] of group) {
    const known = places.get(place);
    if (known) known.push(wait);
    else places.set(place, [wait]);
  }
  const found = [...places].map(([place, waits]) => ({
    place,
    ...delaysOf(waits, cases, asOfMs),
  }));
  const ordered = (of: (each: Bottleneck) => number) =>
    [...found].sort((a, b) => of(b) - of(a) || b.delayS - a.delayS || (a.place < b.place ? -1 : 1));
  return {
    byDelay: ordered(({ delayS }) => delayS),
    byBreaches: ordered(({ breaches }) => breaches),
    byShareOfCases: ordered(({ shareOfCases }) => shareOfCases),
  };
}
