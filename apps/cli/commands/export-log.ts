import { WRITTEN_FORMATS, writeLog, type WrittenFormat } from '#mining/formats/write-log';
import { caseStates } from '#mining/log/case-endings';
import { eventCount, type EventLog } from '#mining/log/event-log';
import { ocelOfOwnLog } from '#mining/own/own-ocel';
import { countedText } from '#mining/report/duration-text';
import { Command, Option } from 'commander';
import { loadOwnCases, withOwnOptions, type OwnOptions } from '../mine/own-log.js';
import { type JsonOption, withJson } from './command.js';
import { onDatabase, type Connect } from './connect.js';

type Options = OwnOptions & JsonOption & { readonly format: WrittenFormat };

/** `aval export log --format xes|ocel-json|ocel-sqlite|csv|parquet <file>`. */
export function exportLogCommand(connect: Connect): Command {
  const command = new Command('log')
    .description('the event log of our own cases, without personal data')
    .addOption(
      new Option('--format <format>', 'how to write it').choices(WRITTEN_FORMATS).default('xes'),
    )
    .argument('<file>', 'where to write it');
  return withJson(withOwnOptions(command)).action((file: string, options: Options) =>
    onDatabase(connect, async (pool) => {
      const { log } = await loadOwnCases(pool, options);
      await writeLog(log, options.format, file, ocelOfOwnLog);
      tell(file, log, options);
    }),
  );
}

/** What was written: for machines on standard output, for people beside it. */
function tell(file: string, log: EventLog, { json, format }: Options): void {
  const cases = log.caseIds.length;
  const events = eventCount(log);
  if (json === true) {
    const { ended, open } = caseStates(log).counts;
    console.log(JSON.stringify({ file, format, cases, events, ended, open }));
    return;
  }
  const counted = `${countedText(cases, 'case')}, ${countedText(events, 'event')}`;
  process.stderr.write(`${file}: ${counted} as ${format}\n`);
}
