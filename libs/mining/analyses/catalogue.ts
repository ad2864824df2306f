import { censorings, type Sentence } from './censoring.js';
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
  /** What the answer does about cases whose end is not known yet; true of logs that say which those are. */
  readonly censoring: Sentence;
  readonly run: (subject: Subject, options: AnalysisOptions) => Answer;
}

const { soFar, leftOut, begunOnly } = censorings;

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
    censoring: {
      en: 'Ended and open cases are told apart; those of open cases are so far.',
      zh: '已结与未结案件分别列示；未结案件的时长为迄今所见。',
    },
    run: durations,
  },
  'end-points': {
    says: 'with what cases begin and end',
    censoring: {
      en: 'An open case stands at its last activity; `open` says how many do.',
      zh: '未结案件停在其最后一步；`open` 为其数量。',
    },
    run: endPoints,
  },
  rework: { says: 'what was done again', censoring: soFar, run: repeated },
  handovers: { says: 'who passed work to whom', censoring: soFar, run: passedOn },
  workload: { says: 'who did how much', censoring: soFar, run: work },
  'service-times': { says: 'how long work took', censoring: begunOnly, run: service },
  'waiting-times': { says: 'how long work was waited for', censoring: begunOnly, run: waiting },
  'lead-times': { says: 'lead, touch, waiting and cycle time', censoring: leftOut, run: lead },
  concurrency: {
    says: 'how many cases are open at a time, and Little’s law',
    censoring: {
      en: 'An open case lasts until its last completion so far: Little’s ratio shows what is cut off.',
      zh: '未结案件计至其迄今最后一次完成；利特尔比率显示被截去的部分。',
    },
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
    censoring: {
      en: 'An open case need not have reached an ending.',
      zh: '未结案件无须已到达结局。',
    },
    run: againstNorm,
  },
  rules: {
    says: 'segregation of duty and precedence',
    censoring: {
      en: 'What cannot be judged yet is counted as undecided.',
      zh: '尚不能判断的计为未定。',
    },
    run: duties,
  },
  'waiting-causes': { says: 'why work waited', censoring: begunOnly, run: causes },
  'root-causes': { says: 'which attributes go with long cases', censoring: leftOut, run: roots },
  drift: { says: 'when an edge became slower or quicker for good', censoring: soFar, run: drift },
  'remaining-time': {
    says: 'how well the time that cases still need is foretold',
    censoring: {
      en: 'Open cases neither teach nor judge; `censored` counts them.',
      zh: '未结案件既不用于学习也不用于检验；`censored` 为其数量。',
    },
    run: remaining,
  },
  bottlenecks: {
    says: 'where cases are held up beyond what was agreed',
    censoring: {
      en: 'A wait that still lasts counts until the instant asked for; `open` says how many do.',
      zh: '仍在持续的等待计至所问时点；`open` 为其数量。',
    },
    run: bottlenecks,
  },
} as const satisfies Record<string, Analysis>;

export type AnalysisName = keyof typeof analyses;
export const analysisNames = Object.keys(analyses) as AnalysisName[];
