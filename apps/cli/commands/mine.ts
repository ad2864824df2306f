import { writeFile } from 'node:fs/promises';
import { answers } from '#mining/answers/answers';
import { intervalAnswers } from '#mining/answers/interval-answers';
import { LOG_FORMATS, readLog, type LogFormat } from '#mining/formats/read-log';
import { describeProblem, type SetAside } from '#mining/formats/reading';
import { formatByEnding, writeLog } from '#mining/formats/write-log';
import { eventCount, type EventLog } from '#mining/log/event-log';
import { keepActivities } from '#mining/log/keep-events';
import { writeReport } from '#mining/report/write-report';
import { Command, Option } from 'commander';
import { isatty } from 'node:tty';
import pc from 'picocolors';
import { CommandFailure, exitCodes } from '../failure.js';
import { intervalText, summaryText } from '../mine/summary-text.js';

interface MineOptions {
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
}

/** `aval mine <log>`: what an event log says about where time goes. */
export function mineCommand(): Command {
  return new Command('mine')
    .description('analyse an event log: paths, durations, where the time goes')
    .argument('<log>', 'XES, CSV, Parquet, OCEL 2.0, Temporal history or .avlog; gzipped or not')
    .option('--json', 'print one JSON object on standard output')
    .option('--intervals', 'also working and waiting times')
    .option(
      '--keep <pattern>',
      "only activities of this name; * stands for any text, as in 'W_*'",
      gather,
    )
    .option('--html <file>', 'write a report that needs nothing but a browser')
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
    .option('--lenient', 'set broken events aside, and say so, instead of refusing the log')
    .action(mine);
}

function gather(pattern: string, before: readonly string[] = []): string[] {
  return [...before, pattern];
}

async function mine(file: string, options: MineOptions): Promise<void> {
  const { log: whole, setAside } = await readOrRefuse(file, options);
  const log = options.keep ? keepActivities(whole, matcher(options.keep)) : whole;
  if (eventCount(log) === 0) {
    throw new CommandFailure(
      `${file}: no events are left to analyse`,
      undefined,
      exitCodes.misused,
    );
  }
  sayWhatWasSetAside(setAside);
  if (options.save !== undefined) await save(log, options.save);
  if (options.html !== undefined) await writeFile(options.html, writeReport(log));
  process.stdout.write(
    `${options.json === true ? asJson(log, options, setAside) : asText(log, options)}\n`,
  );
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

async function save(log: EventLog, file: string): Promise<void> {
  const format = formatByEnding(file);
  if (!format) {
    const advice = 'Use .xes, .csv, .parquet, .jsonocel, .sqlite or .avlog.';
    throw new CommandFailure(`${file}: no format has this ending`, advice, exitCodes.misused);
  }
  await writeLog(log, format, file);
}

function asJson(log: EventLog, options: MineOptions, setAside: SetAside): string {
  return JSON.stringify({
    ...(options.intervals === true && intervalAnswers(log)),
    ...answers(log),
    ...(options.lenient === true && { set_aside: setAside }),
  });
}

function asText(log: EventLog, options: MineOptions): string {
  const colours = pc.createColors(isatty(process.stdout.fd) && pc.isColorSupported);
  const summary = summaryText(answers(log), colours);
  const intervals =
    options.intervals === true ? `\n\n${intervalText(intervalAnswers(log), colours)}` : '';
  return `${summary}${intervals}`;
}
