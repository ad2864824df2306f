import { dots, spectrum } from './charts.js';
import { againstNorm, duties, profile } from './judgement.js';
import { dfg, durations, endPoints, paths, repeated } from './paths.js';
import { passedOn, work } from './people.js';
import { bottlenecks, causes, drift, remaining, roots } from './reasons.js';
import type { AnalysisOptions, Subject } from './subject.js';
import { lead, openAtATime, service, together, waiting } from './times.js';

/** An analysis as commands and routes offer it. */
export interface Analysis<Answer extends object = object> {
  readonly says: string;
  /** What the answer does about cases whose end is not known yet. */
  readonly censoring: string;
  readonly run: (subject: Subject, options: AnalysisOptions) => Answer;
}

const soFar = 'Open cases count with what they did so far.';
const leftOut = 'Open cases are left out: their end is not known.';
const begunOnly = 'Work of open cases that was begun and not completed is left out.';

/** Every analysis by the name under which it is asked for. A new one is one line here, and its schema in the API. */
export const analyses = {
  dfg: {
    says: 'which activity followed which, how often and after how long',
    censoring: soFar,
    run: dfg,
  },
  variants: { says: 'the ways that cases took', censoring: soFar, run: paths },
  durations: {
    says: 'how long cases took, and how often a new one came',
    censoring: 'Ended and open cases are told apart; those of open cases are so far.',
    run: durations,
  },
  'end-points': {
    says: 'with what cases begin and end',
    censoring: 'An open case stands at its last activity; `open` says how many do.',
    run: endPoints,
  },
  rework: { says: 'what was done again', censoring: soFar, run: repeated },
  handovers: { says: 'who passed work to whom', censoring: soFar, run: passedOn },
  workload: { says: 'who did how much', censoring: soFar, run: work },
  'service-times': { says: 'how long work took', censoring: begunOnly, run: service },
  'waiting-times': { says: 'how long work was waited for', censoring: begunOnly, run: waiting },
  'lead-times': { says: 'lead, touch, waiting and cycle time', censoring: soFar, run: lead },
  concurrency: {
    says: 'how many cases are open at a time, and Little’s law',
    censoring:
      'An open case lasts until its last completion so far: Little’s ratio shows what is cut off.',
    run: openAtATime,
  },
  batches: { says: 'work that was done together', censoring: begunOnly, run: together },
  'dotted-chart': { says: 'every event as a dot over time', censoring: soFar, run: dots },
  spectrum: {
    says: 'every passage of the slowest edges over time',
    censoring: soFar,
    run: spectrum,
  },
  'temporal-profile': {
    says: 'usual times between activities, and who is far from them',
    censoring: begunOnly,
    run: profile,
  },
  conformance: {
    says: 'cases against the normative life',
    censoring: 'An open case need not have reached an ending.',
    run: againstNorm,
  },
  rules: {
    says: 'segregation of duty and precedence',
    censoring: 'What cannot be judged yet is counted as undecided.',
    run: duties,
  },
  'waiting-causes': { says: 'why work waited', censoring: begunOnly, run: causes },
  'root-causes': { says: 'which attributes go with long cases', censoring: leftOut, run: roots },
  drift: { says: 'when an edge became slower or quicker for good', censoring: soFar, run: drift },
  'remaining-time': {
    says: 'how well the time that cases still need is foretold',
    censoring: 'Open cases neither teach nor judge; `censored` counts them.',
    run: remaining,
  },
  bottlenecks: {
    says: 'where cases are held up beyond what was agreed',
    censoring:
      'A wait that still lasts counts until the instant asked for; `open` says how many do.',
    run: bottlenecks,
  },
} as const satisfies Record<string, Analysis>;

export type AnalysisName = keyof typeof analyses;
export const analysisNames = Object.keys(analyses) as AnalysisName[];
