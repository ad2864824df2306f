import { WRITTEN_FORMATS, writeLog, type WrittenFormat } from '#mining/formats/write-log';
import { eventCount } from '#mining/log/event-log';
import { ocelOfOwnLog } from '#mining/own/own-ocel';
import { Command, Option } from 'commander';
import { loadOwnCases, withOwnOptions, type OwnOptions } from '../mine/own-log.js';
import { onDatabase, type Connect } from './connect.js';

type Options = OwnOptions & { readonly format: WrittenFormat };

/** `aval export log --format xes|ocel-json|ocel-sqlite|csv|parquet <file>`. */
export function exportLogCommand(connect: Connect): Command {
  const command = new Command('log')
    .description('the event log of our own cases, without personal data')
    .addOption(
      new Option('--format <format>', 'how to write it').choices(WRITTEN_FORMATS).default('xes'),
    )
    .argument('<file>', 'where to write it');
  return withOwnOptions(command).action((file: string, options: Options) =>
    onDatabase(connect, async (pool) => {
      const { log } = await loadOwnCases(pool, options);
      await writeLog(log, options.format, file, ocelOfOwnLog);
      process.stderr.write(
        `${file}: ${log.caseIds.length} cases, ${eventCount(log)} events as ${options.format}\n`,
      );
    }),
  );
}
