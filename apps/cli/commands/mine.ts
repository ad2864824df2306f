import { writeFile } from 'node:fs/promises';
import { analyses, analysisNames, type AnalysisName } from '#mining/analyses/catalogue';
import { censoringOf, openCasesOf } from '#mining/analyses/censoring';
import { type Subject, subjectOf } from '#mining/analyses/subject';
import { answers } from '#mining/answers/answers';
import { intervalAnswers } from '#mining/answers/interval-answers';
import type { TypedWait } from '#mining/bottlenecks/typed-wait';
import { waitsOfLog } from '#mining/bottlenecks/waits-of-log';
import type { SetAside } from '#mining/formats/reading';
import { formatByEnding, writeLog } from '#mining/formats/write-log';
import { caseStates } from '#mining/log/case-endings';
import type { EventLog } from '#mining/log/event-log';
import type { OwnCases } from '#mining/own/own-filter';
import { ocelOfOwnLog } from '#mining/own/own-ocel';
import { logViews, viewOfLog, type LogView } from '#mining/own/view';
import { writeReport } from '#mining/report/write-report';
import { Command, Option } from 'commander';
import { isatty } from 'node:tty';
import pc from 'picocolors';
import { CommandFailure, exitCodes } from '../failure.js';
import { readOwnWaits } from '../bottlenecks/own-waits.js';
import {
  keptPart,
  readForeignLog,
  sayWhatWasSetAside,
  withLogOptions,
  type LogOptions,
} from '../mine/foreign-log.js';
import { loadOwnCases, withOwnOptions, type OwnOptions } from '../mine/own-log.js';
import { rulesText } from '../mine/rules-text.js';
import { intervalText, summaryText } from '../mine/summary-text.js';
import { wholeNumberFrom } from './command.js';
import { connectFromSettings, onDatabase, type Connect } from './connect.js';

interface MineOptions extends OwnOptions, LogOptions {
  readonly json?: boolean;
  readonly intervals?: boolean;
  readonly html?: string;
  readonly save?: string;
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
    .option('--html <file>', 'write a report that needs nothing but a browser')
    .addOption(new Option('--lang <language>', 'of the report').choices(['en', 'zh']))
    .option('--save <file>', 'write the log: .xes, .csv, .parquet, .jsonocel, .sqlite or .avlog');
  return withOwnOptions(withLogOptions(command)).action(
    (file: string | undefined, options: MineOptions) => mine(file, options, connect),
  );
}

async function mine(
  file: string | undefined,
  options: MineOptions,
  connect: Connect,
): Promise<void> {
  const whole = await minedOf(file, options, connect);
  const seen = viewOfLog(whole.log, options.view ?? viewUnasked(options));
  const log = keptPart(file ?? 'our cases', seen, options);
  const subject = log === whole.log ? whole : subjectOf(log, whole);
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
    const said = censoringOf(subject.log, censoring);
    return JSON.stringify({
      ...{ censoring: said.en, censoringZh: said.zh },
      ...run(subject, { most: options.most }),
    });
  }
  if (options.json === true) return asJson(subject.log, options, setAside);
  return asText(subject, options);
}

async function minedOf(
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
  if (file === undefined) {
    refuseEndsOfOwn(options);
    return ownSubject(options, connect);
  }
  const { log, setAside } = await readForeignLog(file, options);
  const asOfMs = log.instantMs.reduce((latest, each) => Math.max(latest, each), -Infinity);
  return { ...subjectOf(log, { asOfMs, waits: () => waitsOfLog(log) }), setAside };
}

/** Our own cases know themselves what ended them. */
function refuseEndsOfOwn({ endedBy }: MineOptions): void {
  if (endedBy === undefined) return;
  const advice = 'Our own cases say themselves which of them have ended.';
  throw new CommandFailure('--ended-by is for logs of others', advice, exitCodes.misused);
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
  const { log, asOfMs } = cases;
  const chosen = new Set(log.caseIds);
  const own = { asOfMs, waits: () => waits.filter(({ caseId }) => chosen.has(caseId)) };
  return { ...subjectOf(log, own), setAside: { events: 0, problems: [] } };
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
    case_endings: endingsAnswer(log),
    ...(options.lenient === true && { set_aside: setAside }),
  });
}

/** What the log says of its cases' ends, and what the figures do about those that are open. */
function endingsAnswer(log: EventLog) {
  const { en, zh } = openCasesOf(log);
  return { ...caseStates(log).counts, censoring: en, censoringZh: zh };
}

function asText({ log }: Subject, options: MineOptions): string {
  const colours = pc.createColors(isatty(process.stdout.fd) && pc.isColorSupported);
  const summary = summaryText(answers(log), colours);
  const intervals =
    options.intervals === true ? `\n\n${intervalText(intervalAnswers(log), colours)}` : '';
  return `${summary}${intervals}\n\n${openCasesOf(log).en}`;
}
