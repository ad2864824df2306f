import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { type BottleneckReport, reportBottlenecks } from '#mining/bottlenecks/bottleneck-report';
import { cutReport } from '#mining/bottlenecks/cut-report';
import { contractualWaits } from '#mining/bottlenecks/waits-of-steps';
import { waitsOfLog } from '#mining/bottlenecks/waits-of-log';
import { readLog } from '#mining/formats/read-log';
import { describeProblem } from '#mining/formats/reading';
import { writeBottleneckReport } from '#mining/report/bottleneck-page';
import { bottleneckText } from '../bottlenecks/bottleneck-text.js';
import { readOwnWaits } from '../bottlenecks/own-waits.js';
import { CommandFailure, exitCodes } from '../failure.js';
import { wholeNumberFrom } from './command.js';
import { type Connect, connectFromSettings, onDatabase } from './connect.js';

interface BottleneckOptions {
  readonly book?: string;
  readonly product?: string;
  readonly asOf?: string;
  readonly contractual?: string;
  readonly json?: boolean;
  readonly most: number;
  readonly html?: string;
  readonly lang?: 'en' | 'zh';
}

/** `aval bottlenecks [<log>]`: where cases are held up beyond what was agreed, by whom, and what would change it. */
export function bottlenecksCommand(connect: Connect = connectFromSettings): Command {
  return new Command('bottlenecks')
    .description('where cases are held up beyond what was agreed, why, and what would change it')
    .argument('[log]', 'an event log; our own cases where left out')
    .option('--book <book>', 'our own cases of one book')
    .option('--product <product>', 'our own cases of one product')
    .option('--as-of <instant>', 'as it was known then; the end of the log, or now, where left out')
    .option(
      '--contractual <activities>',
      'activities of the log whose time contract or law give, with commas between',
    )
    .option('--json', 'print one JSON object on standard output')
    .option('--most <n>', 'in JSON, so many cases behind each number', wholeNumberFrom(1), 20)
    .option('--html <file>', 'write a report that needs nothing but a browser')
    .addOption(new Option('--lang <language>', 'of the report').choices(['en', 'zh']))
    .action(async (file: string | undefined, options: BottleneckOptions) => {
      if (file !== undefined) await tell(await ofLog(file, options), basename(file), options);
      else
        await onDatabase(connect, async (pool) => {
          await tell(await ofOwn(pool, options), options.book ?? 'our cases', options);
        });
    });
}

async function tell(
  report: BottleneckReport,
  name: string,
  { json, most, html, lang }: BottleneckOptions,
): Promise<void> {
  if (html !== undefined) await writeFile(html, writeBottleneckReport(report, name, lang));
  const said =
    json === true
      ? JSON.stringify(cutReport(report, { places: Infinity, cases: most }))
      : bottleneckText(report);
  console.log(said);
}

async function ofLog(file: string, options: BottleneckOptions): Promise<BottleneckReport> {
  const reading = await readLog(file, {});
  if (reading.kind !== 'read') {
    throw new CommandFailure(describeProblem(reading.problem), undefined, exitCodes.misused);
  }
  const named = options.contractual?.split(',').map((name) => name.trim()) ?? [];
  const waits = waitsOfLog(reading.log, new Set([...contractualWaits, ...named]));
  const lastMs = reading.log.instantMs.reduce((last, each) => Math.max(last, each), 0);
  return reportBottlenecks(waits, { asOfMs: asOfMs(options) ?? lastMs });
}

async function ofOwn(
  store: Parameters<typeof readOwnWaits>[0],
  options: BottleneckOptions,
): Promise<BottleneckReport> {
  const { waits, amountsMinor } = await readOwnWaits(store, options);
  // Driven clocks may have passed today: the report stands at the later of the two.
  const lastMs = waits.reduce(
    (last, { fromMs, toMs }) => Math.max(last, toMs ?? fromMs),
    Date.now(),
  );
  return reportBottlenecks(waits, { asOfMs: asOfMs(options) ?? lastMs, amountsMinor });
}

function asOfMs({ asOf }: BottleneckOptions): number | undefined {
  if (asOf === undefined) return undefined;
  const ms = Date.parse(asOf);
  if (!Number.isNaN(ms)) return ms;
  throw new CommandFailure(`--as-of ${asOf} is no instant`, undefined, exitCodes.misused);
}
