/** Logs of others as commands read them: the same options, refusals and words wherever a command takes a log. */
import { LOG_FORMATS, readLog, type LogFormat } from '#mining/formats/read-log';
import { describeProblem, type SetAside } from '#mining/formats/reading';
import { markEndedBy } from '#mining/log/case-endings';
import { eventCount, type EventLog } from '#mining/log/event-log';
import { keepActivities } from '#mining/log/keep-events';
import { Option, type Command } from 'commander';
import { CommandFailure, exitCodes } from '../failure.js';

/** How a log is read, and what of it is looked at. */
export interface LogOptions {
  readonly format?: LogFormat;
  readonly case?: string;
  readonly activity?: string;
  readonly timestamp?: string;
  readonly start?: string;
  readonly resource?: string;
  readonly objectType?: string;
  readonly endedBy?: readonly string[];
  readonly keep?: readonly string[];
  readonly lenient?: boolean;
}

/** Adds the options that say how a log is read. */
export function withLogOptions(command: Command): Command {
  return command
    .option(
      '--keep <pattern>',
      "only activities of this name; * stands for any text, as in 'W_*'",
      gather,
    )
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
    .option(
      '--ended-by <activities>',
      'activities that end a case, with commas between; cases without any of them are open',
      namesBetweenCommas,
    )
    .option('--lenient', 'set broken events aside, and say so, instead of refusing the log');
}

function gather(pattern: string, before: readonly string[] = []): string[] {
  return [...before, pattern];
}

function namesBetweenCommas(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Reads a log, or refuses it with file, line, reason and what to do. */
export async function readForeignLog(
  file: string,
  options: LogOptions,
): Promise<{ readonly log: EventLog; readonly setAside: SetAside }> {
  const { case: caseColumn, activity, timestamp, start, resource } = options;
  const columns = defined({ case: caseColumn, activity, timestamp, start, resource });
  const { lenient, objectType, format, endedBy } = options;
  const reading = await readLog(file, { columns, ...defined({ lenient, objectType, format }) });
  if (reading.kind === 'read') {
    const { log, setAside } = reading;
    return { log: endedBy ? markedByEnds(file, log, endedBy) : log, setAside };
  }
  const { problem } = reading;
  const advice =
    problem.avoidable === true ? 'With --lenient what is broken is set aside.' : undefined;
  throw new CommandFailure(describeProblem(problem), advice, exitCodes.misused);
}

function markedByEnds(file: string, log: EventLog, ends: readonly string[]): EventLog {
  const unknown = ends.filter((name) => !log.activities.includes(name));
  if (unknown.length === 0) return markEndedBy(log, ends);
  throw new CommandFailure(
    `${file}: no event is called ${unknown.join(', ')}`,
    `There are ${log.activities.slice(0, 50).join(', ')}.`,
    exitCodes.misused,
  );
}

/** The part of the log that `--keep` names. */
export function keptPart(what: string, log: EventLog, { keep }: LogOptions): EventLog {
  const kept = keep ? keepActivities(log, matcher(keep)) : log;
  if (eventCount(kept) > 0) return kept;
  throw new CommandFailure(`${what}: no events are left to analyse`, undefined, exitCodes.misused);
}

/** Passes the names that any of the patterns fits. */
function matcher(patterns: readonly string[]): (name: string) => boolean {
  const tests = patterns.map((pattern) => {
    const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`, 's');
  });
  return (name) => tests.some((test) => test.test(name));
}

/** The fields that are there at all. */
function defined<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as { [K in keyof T]?: NonNullable<T[K]> };
}

/** Tells on standard error what a lenient reading left out. */
export function sayWhatWasSetAside({ events, problems }: SetAside): void {
  if (events === 0 && problems.length === 0) return;
  const rest = events - problems.length;
  const lines = problems.map((problem) => `  ${describeProblem(problem)}`);
  if (rest > 0) lines.push(`  … and ${rest} more`);
  const broken = events === 1 ? '1 broken event' : `${events} broken events`;
  process.stderr.write(`set aside: ${broken}\n${lines.join('\n')}\n`);
}
