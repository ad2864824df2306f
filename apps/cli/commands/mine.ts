import { writeFile } from 'node:fs/promises';
import { analyses, analysisNames, type AnalysisName } from '#mining/analyses/catalogue';
import type { Subject } from '#mining/analyses/subject';
import { answers } from '#mining/answers/answers';
import { intervalAnswers } from '#mining/answers/interval-answers';
import type { TypedWait } from '#mining/bottlenecks/typed-wait';
import { waitsOfLog } from '#mining/bottlenecks/waits-of-log';
import { LOG_FORMATS, readLog, type LogFormat } from '#mining/formats/read-log';
import { describeProblem, type SetAside } from '#mining/formats/reading';
import { formatByEnding, writeLog } from '#mining/formats/write-log';
import { eventCount, type EventLog } from '#mining/log/event-log';
import { keepActivities } from '#mining/log/keep-events';
import type { OwnCases } from '#mining/own/own-filter';
import { ocelOfOwnLog } from '#mining/own/own-ocel';
import { logViews, viewOfLog, type LogView } from '#mining/own/view';
import { writeReport } from '#mining/report/write-report';
import { Command, Option } from 'commander';
import { isatty } from 'node:tty';
import pc from 'picocolors';
import { CommandFailure, exitCodes } from '../failure.js';
import { readOwnWaits } from '../bottlenecks/own-waits.js';
import { loadOwnCases, withOwnOptions, type OwnOptions } from '../mine/own-log.js';
import { rulesText } from '../mine/rules-text.js';
import { intervalText, openText, summaryText } from '../mine/summary-text.js';
import { wholeNumberFrom } from './command.js';
import { connectFromSettings, onDatabase, type Connect } from './connect.js';

interface MineOptions extends OwnOptions {
  readonly json?: boolean;
  readonly intervals?: boolean;
  readonly keep?: readonly string[];
  readonly html?: string;
  readonly save?: string;
  readonly format?: LogFormat;
  readonly case?: string;
  readonly activity?: string;
  readonly timestamp?: string;
  readonly start?: string;
  readonly resource?: string;
  readonly objectType?: string;
  readonly lenient?: boolean;
  readonly lang?: 'en' | 'zh';
  readonly analysis?: AnalysisName;
  readonly most: number;
  readonly own?: boolean;
  readonly view?: LogView;
  readonly rules?: string;
}

/** What is analysed: a file's log, or our own cases. */
interface Mined extends Subject {
  readonly setAside: SetAside;
}

/** `aval mine <log>`: what an event log says about where time goes. */
export function mineCommand(connect: Connect = connectFromSettings): Command {
  const command = new Command('mine')
    .description('analyse an event log: paths, durations, where the time goes')
    .argument('[log]', 'XES, CSV, Parquet, OCEL 2.0, Temporal history or .avlog; gzipped or not')
    .option('--own', 'our own cases instead of a file; --help shows how to choose them')
    .addOption(new Option('--analysis <name>', 'print one analysis as JSON').choices(analysisNames))
    .addOption(
      new Option(
        '--view <events>',
        'every transition, what was done, or stages; summary and report of our own: done',
      ).choices(logViews),
    )
    .option('--rules <file>', 'check the rules of a JSON file: deadlines, duties, order, absence')
    .option('--most <n>', 'of each list of an analysis, so many entries', wholeNumberFrom(1), 100)
    .option('--json', 'print one JSON object on standard output')
    .option('--intervals', 'also working and waiting times')
    .option(
      '--keep <pattern>',
      "only activities of this name; * stands for any text, as in 'W_*'",
      gather,
    )
    .option('--html <file>', 'write a report that needs nothing but a browser')
    .addOption(new Option('--lang <language>', 'of the report').choices(['en', 'zh']))
    .option('--save <file>', 'write the log: .xes, .csv, .parquet, .jsonocel, .sqlite or .avlog')
    .addOption(
      new Option('--format <format>', 'what the log is, if its content misleads').choices(
        LOG_FORMATS,
      ),
    )
    .option('--case <column>', 'the column of the case')
    .option('--activity <column>', 'the column of the activity')
    .option('--timestamp <column>', 'the column of the instant (of completion)')
    .option('--start <column>', 'the column of the instant when work began')
    .option('--resource <column>', 'the column of who did it')
    .option('--object-type <type>', 'in an object-centric log, the objects that are the cases')
    .option('--lenient', 'set broken events aside, and say so, instead of refusing the log');
  return withOwnOptions(command).action((file: string | undefined, options: MineOptions) =>
    mine(file, options, connect),
  );
}

function gather(pattern: string, before: readonly string[] = []): string[] {
  return [...before, pattern];
}

async function mine(
  file: string | undefined,
  options: MineOptions,
  connect: Connect,
): Promise<void> {
  const whole = await subjectOf(file, options, connect);
  const seen = viewOfLog(whole.log, options.view ?? viewUnasked(options));
  const log = options.keep ? keepActivities(seen, matcher(options.keep)) : seen;
  if (eventCount(log) === 0) {
    throw new CommandFailure(
      `${file ?? 'our cases'}: no events are left to analyse`,
      undefined,
      exitCodes.misused,
    );
  }
  const subject = keptOf(whole, log);
  sayWhatWasSetAside(whole.setAside);
  if (options.save !== undefined) await save(log, options.save, options.own === true);
  if (options.html !== undefined) await writeFile(options.html, writeReport(subject, options.lang));
  if (options.rules !== undefined) {
    process.stdout.write(`${await rulesText(subject, options.rules, options)}\n`);
    return;
  }
  process.stdout.write(`${outputOf(subject, options, whole.setAside)}\n`);
}

/** Machines are given every transition; people read what was done. */
function viewUnasked({ own, json, analysis, intervals }: MineOptions): LogView {
  return own === true && json !== true && analysis === undefined && intervals !== true
    ? 'done'
    : 'all';
}

function outputOf(subject: Subject, options: MineOptions, setAside: SetAside): string {
  if (options.analysis !== undefined) {
    const { run, censoring } = analyses[options.analysis];
    return JSON.stringify({ censoring, ...run(subject, { most: options.most }) });
  }
  if (options.json === true) return asJson(subject.log, options, setAside);
  return asText(subject, options);
}

/** The cases keep their numbers among those that kept an event. */
function keptOf(whole: Subject, log: EventLog): Subject {
  if (log === whole.log) return whole;
  const open = new Set(whole.log.caseIds.filter((_, c) => whole.isOpen(c)));
  return { ...whole, log, isOpen: (c) => open.has(log.caseIds[c] ?? '') };
}

async function subjectOf(
  file: string | undefined,
  options: MineOptions,
  connect: Connect,
): Promise<Mined> {
  if ((file === undefined) === (options.own !== true)) {
    throw new CommandFailure(
      'say which log to analyse: a file, or --own',
      undefined,
      exitCodes.misused,
    );
  }
  if (file === undefined) return ownSubject(options, connect);
  const { log, setAside } = await readOrRefuse(file, options);
  const asOfMs = log.instantMs.reduce((latest, each) => Math.max(latest, each), -Infinity);
  return { log, setAside, asOfMs, isOpen: () => false, waits: () => waitsOfLog(log) };
}

async function ownSubject(options: MineOptions, connect: Connect): Promise<Mined> {
  const found: { cases?: OwnCases; waits: readonly TypedWait[] } = { waits: [] };
  await onDatabase(connect, async (pool) => {
    found.cases = await loadOwnCases(pool, options);
    if (options.analysis === 'bottlenecks') {
      found.waits = (await readOwnWaits(pool, options)).waits;
    }
  });
  const { cases, waits } = found;
  if (cases === undefined) throw new Error('our cases were not loaded');
  const { log, endings, asOfMs } = cases;
  const chosen = new Set(log.caseIds);
  return {
    ...{ log, asOfMs },
    setAside: { events: 0, problems: [] },
    isOpen: (c) => endings[c] === null,
    waits: () => waits.filter(({ caseId }) => chosen.has(caseId)),
  };
}

async function readOrRefuse(
  file: string,
  options: MineOptions,
): Promise<{ log: EventLog; setAside: SetAside }> {
  const { case: caseColumn, activity, timestamp, start, resource } = options;
  const columns = defined({ case: caseColumn, activity, timestamp, start, resource });
  const { lenient, objectType, format } = options;
  const reading = await readLog(file, { columns, ...defined({ lenient, objectType, format }) });
  if (reading.kind === 'read') return reading;
  const advice = lenient === true ? undefined : 'With --lenient broken events are set aside.';
  throw new CommandFailure(describeProblem(reading.problem), advice, exitCodes.misused);
}

/** The fields that are there at all. */
function defined<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as { [K in keyof T]?: NonNullable<T[K]> };
}

/** Passes the names that any of the patterns fits. */
function matcher(patterns: readonly string[]): (name: string) => boolean {
  const tests = patterns.map((pattern) => {
    const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`, 's');
  });
  return (name) => tests.some((test) => test.test(name));
}

function sayWhatWasSetAside({ events, problems }: SetAside): void {
  if (events === 0 && problems.length === 0) return;
  const rest = events - problems.length;
  const lines = problems.map((problem) => `  ${describeProblem(problem)}`);
  if (rest > 0) lines.push(`  … and ${rest} more`);
  process.stderr.write(`set aside: ${events} broken events\n${lines.join('\n')}\n`);
}

async function save(log: EventLog, file: string, isOwn: boolean): Promise<void> {
  const format = formatByEnding(file);
  if (!format) {
    const advice = 'Use .xes, .csv, .parquet, .jsonocel, .sqlite or .avlog.';
    throw new CommandFailure(`${file}: no format has this ending`, advice, exitCodes.misused);
  }
  await writeLog(log, format, file, isOwn ? ocelOfOwnLog : undefined);
}

function asJson(log: EventLog, options: MineOptions, setAside: SetAside): string {
  return JSON.stringify({
    ...(options.intervals === true && intervalAnswers(log)),
    ...answers(log),
    ...(options.lenient === true && { set_aside: setAside }),
  });
}

function asText({ log, isOpen }: Subject, options: MineOptions): string {
  const colours = pc.createColors(isatty(process.stdout.fd) && pc.isColorSupported);
  const summary = summaryText(answers(log), colours);
  const open = log.caseIds.filter((_, c) => isOpen(c)).length;
  const stillOpen = open === 0 ? '' : `\n\n${openText(open, log.caseIds.length)}`;
  const intervals =
    options.intervals === true ? `\n\n${intervalText(intervalAnswers(log), colours)}` : '';
  return `${summary}${intervals}${stillOpen}`;
}
