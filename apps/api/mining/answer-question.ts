import { analyses, type Analysis, type AnalysisName } from '#mining/analyses/catalogue';
import { censoringOf } from '#mining/analyses/censoring';
import { unknownTo } from '#mining/analyses/parameters';
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

/**
 * Answers a question: of which cases, and what. Asked again while the books stand still, a heavy one is answered from memory.
 * @throws Problem where it cannot be asked so
 */
export async function answerQuestion(own: OwnCases, question: MiningQuestion): Promise<object> {
  return own.answers.answer(await own.version(), question, () => findAnswer(own, question));
}

async function findAnswer(own: OwnCases, { query, asked }: MiningQuestion): Promise<object> {
  if (asked.kind === 'analysis') refuseUnknownTo(asked.name, query);
  const withWaits = asked.kind === 'analysis' && asked.name === 'bottlenecks';
  const chosen = await own.choose(filterOf(query), query.view, withWaits);
  const { subject } = chosen;
  const working = workingTime(query.hours, chosen);
  const name = asked.kind === 'analysis' ? asked.name : 'rules';
  const { censoring, run }: Analysis = analyses[name];
  const of = { ...casesOf(chosen, query), censoring: censoringOf(subject.log, censoring).en };
  if (asked.kind === 'analysis') {
    return { of, answer: run(subject, { most: query.most, working }) };
  }
  refuseUselessHours(asked.declared, query);
  const errors = chosen.note === null ? unknownActivities(subject.log, asked.declared) : [];
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

/** What an analysis would not look at is refused: an answer that leaves out a part of the question misleads. */
function refuseUnknownTo(name: AnalysisName, query: MinedQuery): void {
  const errors = unknownTo(name, query);
  if (errors.length > 0) throw new Problem('invalidParameter', { errors });
}

function refuseUselessHours({ rules }: DeclaredRules, { hours }: MinedQuery): void {
  const isMeasured = rules.some((rule) => rule.kind === 'sla' && rule.working === true);
  if (hours === 'all' || isMeasured) return;
  const message = 'no rule counts working time: give a deadline `working: true`';
  throw new Problem('invalidParameter', { errors: [{ parameter: 'hours', message }] });
}

function casesOf({ subject, version, openCases, note }: ChosenCases, { book, asOf }: MinedQuery) {
  const { log } = subject;
  const books = book === undefined ? valuesOf(log, 'book') : [book];
  return {
    cases: log.caseIds.length,
    events: eventCount(log),
    openCases,
    books,
    asOf: asOf ?? null,
    version,
    note,
  };
}

function workingTime(
  hours: MinedQuery['hours'],
  { subject }: ChosenCases,
): WorkingTime | undefined {
  if (hours === 'all') return undefined;
  const { instantMs } = subject.log;
  const first = instantMs.reduce((least, each) => Math.min(least, each), subject.asOfMs);
  const calendar = calendarNamed(hours === 'china' ? 'china' : 'weekends');
  const offset = hours === 'china' ? chinaUtcOffsetMinutes : 0;
  const isWorkingDay = (date: string) => calendar.isWorkingDay(dateOf(date));
  return new WorkingTime(officeHours(isWorkingDay, first, subject.asOfMs, offset));
}
