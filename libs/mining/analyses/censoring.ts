import { caseStates } from '../log/case-endings.js';
import type { EventLog } from '../log/event-log.js';

/** A sentence in both languages that reports speak. */
export interface Sentence {
  readonly en: string;
  readonly zh: string;
}

/** What an analysis does about open cases, where the log says which those are. */
export const censorings = {
  soFar: {
    en: 'Open cases count with what they did so far.',
    zh: '未结案件按迄今已发生的计入。',
  },
  leftOut: {
    en: 'Open cases are left out: their end is not known.',
    zh: '未结案件不计：其结束时间未知。',
  },
  begunOnly: {
    en: 'Work of open cases that was begun and not completed is left out.',
    zh: '未结案件中已开始而未完成的作业不计。',
  },
} as const satisfies Record<string, Sentence>;

const UNSAID: Sentence = {
  en: 'This log does not say which cases are open; all are taken as ended.',
  zh: '本日志未标明哪些案件未结；全部视为已结。',
};

/** What is true of this log's open cases: the analysis's own sentence only where the log says which those are. */
export function censoringOf(log: EventLog, ofAnalysis: Sentence): Sentence {
  const { ended, open, unknown } = caseStates(log).counts;
  if (unknown === 0) return ofAnalysis;
  if (ended + open === 0) return UNSAID;
  return {
    en:
      unknown === 1
        ? `${ofAnalysis.en} One case does not say whether it has ended; it is taken as ended.`
        : `${ofAnalysis.en} ${unknown} cases do not say whether they have ended; they are taken as ended.`,
    zh: `${ofAnalysis.zh}${unknown} 个案件未标明是否已结，视为已结。`,
  };
}

/** How many cases of the log are open, in one sentence. */
export function openCasesOf(log: EventLog): Sentence {
  const { open } = caseStates(log).counts;
  const cases = log.caseIds.length;
  return censoringOf(log, {
    en:
      open === 0
        ? 'No case is open.'
        : `${open} of ${cases} cases ${open === 1 ? 'is' : 'are'} open: paths and durations of open cases are those so far.`,
    zh:
      open === 0 ? '没有未结案件。' : `${cases} 个案件中 ${open} 个未结：其路径与时长为迄今所见。`,
  });
}
