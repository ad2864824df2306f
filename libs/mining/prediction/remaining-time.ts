import { caseCount, type EventLog } from '../log/event-log.js';

/** How long a case still has, learnt from cases that ended. */
export interface RemainingTimeModel {
  /** Remaining seconds after the given activities of a case (indices, in order). */
  predictS(trace: readonly number[]): { readonly meanS: number; readonly cases: number };
}

/** Prediction error on cases that the model did not see. */
export interface PredictionError {
  readonly predictions: number;
  readonly meanAbsoluteErrorS: number;
  /** The same for a guess that knows only the mean of all remaining times. */
  readonly naiveErrorS: number;
  readonly trainedOn: number;
  /** Open cases: their end is unknown, so they neither teach nor judge. */
  readonly censored: number;
}

/** Fewest cases that a state must have been seen in before it is believed. */
const LEAST_CASES = 10;
const LONGEST_CONTEXT = 3;

interface Seen {
  sumS: number;
  count: number;
}

/**
 * An annotated transition system (van der Aalst et al. 2011): the mean remaining time by the last three activities, by
 * fewer where those were seldom seen. Only the given, ended cases teach it.
 */
export function learnRemainingTime(log: EventLog, cases: Iterable<number>): RemainingTimeModel {
  const states = new Map<string, Seen>();
  for (const c of cases) {
    const end = log.caseOffsets[c + 1] ?? 0;
    const endMs = log.instantMs[end - 1] ?? 0;
    const first = log.caseOffsets[c] ?? 0;
    for (let k = first; k < end; k++) {
      const trace = Array.from(
        log.activity.subarray(Math.max(first, k - LONGEST_CONTEXT + 1), k + 1),
      );
      for (const key of keysOf(trace)) {
        const seen = states.get(key) ?? { sumS: 0, count: 0 };
        seen.sumS += (endMs - (log.instantMs[k] ?? 0)) / 1000;
        seen.count++;
        states.set(key, seen);
      }
    }
  }
  return {
    predictS(trace) {
      for (const key of keysOf(trace)) {
        const seen = states.get(key);
        if (seen && (seen.count >= LEAST_CASES || key === ''))
          return { meanS: seen.sumS / seen.count, cases: seen.count };
      }
      return { meanS: NaN, cases: 0 };
    },
  };
}

/** The longest context first, the empty one last. */
function keysOf(trace: readonly number[]): string[] {
  return Array.from({ length: Math.min(LONGEST_CONTEXT, trace.length) + 1 }, (_, n) =>
    trace.slice(trace.length - Math.min(LONGEST_CONTEXT, trace.length) + n).join(','),
  );
}

/**
 * Learns from the cases that began first (the given share of those ended) and measures on the others, after each of
 * their events but the last.
 */
export function measuredRemainingTime(
  log: EventLog,
  isOpen: (caseIndex: number) => boolean = () => false,
  share = 0.7,
): PredictionError {
  const ended = Array.from({ length: caseCount(log) }, (_, c) => c)
    .filter((c) => !isOpen(c))
    .sort((a, b) => startMs(log, a) - startMs(log, b));
  const split = Math.floor(ended.length * share);
  const model = learnRemainingTime(log, ended.slice(0, split));
  const naiveS = model.predictS([]).meanS;
  let error = 0;
  let naive = 0;
  let predictions = 0;
  for (const c of ended.slice(split)) {
    const first = log.caseOffsets[c] ?? 0;
    const last = (log.caseOffsets[c + 1] ?? 0) - 1;
    for (let k = first; k < last; k++) {
      const actualS = ((log.instantMs[last] ?? 0) - (log.instantMs[k] ?? 0)) / 1000;
      const trace = Array.from(log.activity.subarray(first, k + 1));
      error += Math.abs(model.predictS(trace).meanS - actualS);
      naive += Math.abs(naiveS - actualS);
      predictions++;
    }
  }
  return {
    predictions,
    meanAbsoluteErrorS: error / predictions,
    naiveErrorS: naive / predictions,
    trainedOn: split,
    censored: caseCount(log) - ended.length,
  };
}

function startMs(log: EventLog, caseIndex: number): number {
  return log.instantMs[log.caseOffsets[caseIndex] ?? 0] ?? 0;
}
