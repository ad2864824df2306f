import { analyses, type Analysis, type AnalysisName } from '#mining/analyses/catalogue';
import { checkedRules } from '#mining/analyses/judgement';
import { officeHours } from '#mining/calendar/office-hours';
import { WorkingTime } from '#mining/calendar/working-time';
import { eventCount } from '#mining/log/event-log';
import { valuesOf, type OwnFilter } from '#mining/own/own-filter';
import { rulesOf, unknownActivities, type DeclaredRules } from '#mining/rules/rules-file';
import { calendarNamed } from '#products/calendars/calendars';
import { businessDate as dateOf } from '#domain/calendar/business-date';
import { Problem } from '../http/problem.js';
import type { MinedQuery } from './mining.schemas.js';
import type { ChosenCases, OwnCases } from './own-cases.js';

/** What is asked of our own cases. Plain data: it is handed to the thread that knows them. */
export interface MiningQuestion {
  readonly query: MinedQuery;
  readonly asked:
    | { readonly kind: 'analysis'; readonly name: AnalysisName }
    | { readonly kind: 'rules'; readonly declared: DeclaredRules };
}

const chinaUtcOffsetMinutes = 8 * 60;

/** Answers a question: of which cases, and what. @throws Problem where it cannot be asked so */
export async function answerQuestion(
  own: OwnCases,
  { query, asked }: MiningQuestion,
): Promise<object> {
  const withWaits = asked.kind === 'analysis' && asked.name === 'bottlenecks';
  const chosen = await own.choose(filterOf(query), query.view, withWaits);
  const { subject } = chosen;
  if (eventCount(subject.log) === 0) throw nothingFits();
  const working = workingTime(query.hours, chosen);
  const name = asked.kind === 'analysis' ? asked.name : 'rules';
  const { censoring, run }: Analysis = analyses[name];
  const of = { ...casesOf(chosen, query), censoring };
  if (asked.kind === 'analysis') {
    return { of, answer: run(subject, { most: query.most, working }) };
  }
  const errors = unknownActivities(subject.log, asked.declared);
  if (errors.length > 0) throw new Problem('invalidRequest', { errors });
  return { of, answer: checkedRules(subject, rulesOf(asked.declared, working), query.most) };
}

function filterOf({ asOf, open, ...query }: MinedQuery): OwnFilter {
  return {
    ...query,
    open: open === undefined ? undefined : open === 'true',
    asOfMs: asOf === undefined ? undefined : Date.parse(asOf),
  };
}

function nothingFits(): Problem {
  return new Problem('invalidParameter', {
    detail:
      'No case fits: nothing happened in what was asked for. Ask for a longer period or fewer conditions.',
  });
}

function casesOf({ subject, version, openCases }: ChosenCases, { book, asOf }: MinedQuery) {
  const { log } = subject;
  const books = book === undefined ? valuesOf(log, 'book') : [book];
  return {
    cases: log.caseIds.length,
    events: eventCount(log),
    openCases,
    books,
    asOf: asOf ?? null,
    version,
  };
}

function workingTime(
  hours: MinedQuery['hours'],
  { subject }: ChosenCases,
): WorkingTime | undefined {
  if (hours === 'all') return undefined;
  const { instantMs } = subject.log;
  const first = instantMs.reduce((least, each) => Math.min(least, each), Infinity);
  const calendar = calendarNamed(hours === 'china' ? 'china' : 'weekends');
  const offset = hours === 'china' ? chinaUtcOffsetMinutes : 0;
  const isWorkingDay = (date: string) => calendar.isWorkingDay(dateOf(date));
  return new WorkingTime(officeHours(isWorkingDay, first, subject.asOfMs, offset));
}
