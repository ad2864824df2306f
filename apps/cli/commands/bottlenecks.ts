import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { analyses } from '#mining/analyses/catalogue';
import { censoringOf, type Sentence } from '#mining/analyses/censoring';
import { type BottleneckReport, reportBottlenecks } from '#mining/bottlenecks/bottleneck-report';
import { cutReport } from '#mining/bottlenecks/cut-report';
import { contractualWaits } from '#mining/bottlenecks/waits-of-steps';
import { isOwnLog } from '#mining/own/is-own-log';
import { whyLaterThan } from '#mining/own/own-filter';
import { waitsOfLog } from '#mining/bottlenecks/waits-of-log';
import { caseStates } from '#mining/log/case-endings';
import { writeBottleneckReport } from '#mining/report/bottleneck-page';
import { bottleneckText } from '../bottlenecks/bottleneck-text.js';
import { readOwnWaits } from '../bottlenecks/own-waits.js';
import { CommandFailure, exitCodes } from '../failure.js';
import {
  keptPart,
  readForeignLog,
  sayWhatWasSetAside,
  withLogOptions,
  type LogOptions,
} from '../mine/foreign-log.js';
import { wholeNumberFrom } from './command.js';
import { type Connect, connectFromSettings, onDatabase } from './connect.js';

interface BottleneckOptions extends LogOptions {
  readonly book?: string;
  readonly product?: string;
  readonly asOf?: string;
  readonly contractual?: string;
  readonly json?: boolean;
  readonly most: number;
  readonly html?: string;
  readonly lang?: 'en' | 'zh';
}

/** A report, and what it does about cases whose end is not known. */
interface Reported {
  readonly report: BottleneckReport;
  readonly censoring: Sentence;
}

/** `aval bottlenecks [<log>]`: where cases are held up beyond what was agreed, by whom, and what would change it. */
export function bottlenecksCommand(connect: Connect = connectFromSettings): Command {
  const command = new Command('bottlenecks')
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
    .addOption(new Option('--lang <language>', 'of the report').choices(['en', 'zh']));
  return withLogOptions(command).action(
    async (file: string | undefined, options: BottleneckOptions) => {
      if (file !== undefined) await tell(await ofLog(file, options), basename(file), options);
      else
        await onDatabase(connect, async (pool) => {
          await tell(await ofOwn(pool, options), options.book ?? 'our cases', options);
        });
    },
  );
}

async function tell(
  { report, censoring }: Reported,
  name: string,
  { json, most, html, lang }: BottleneckOptions,
): Promise<void> {
  if (html !== undefined)
    await writeFile(html, writeBottleneckReport(report, name, censoring, lang));
  const said =
    json === true
      ? JSON.stringify({
          ...{ censoring: censoring.en, censoringZh: censoring.zh },
          ...cutReport(report, { places: Infinity, cases: most }),
        })
      : bottleneckText(report, censoring.en);
  console.log(said);
}

async function ofLog(file: string, options: BottleneckOptions): Promise<Reported> {
  const read = await readForeignLog(file, options);
  sayWhatWasSetAside(read.setAside);
  const log = keptPart(file, read.log, options);
  const named = options.contractual?.split(',').map((name) => name.trim()) ?? [];
  const waits = waitsOfLog(log, new Set([...contractualWaits, ...named]));
  const lastMs = log.instantMs.reduce((last, each) => Math.max(last, each), 0);
  const asOfMs = knownAsOf(Math.max(lastMs, Date.now()), options) ?? lastMs;
  const { of } = caseStates(log);
  const openCases = new Set(log.caseIds.filter((_, c) => of(c) === 'open'));
  const report = reportBottlenecks(waits, {
    ...{ isOwn: isOwnLog(log), asOfMs, openCases },
  });
  return { report, censoring: censoringOf(log, analyses.bottlenecks.censoring) };
}

async function ofOwn(
  store: Parameters<typeof readOwnWaits>[0],
  options: BottleneckOptions,
): Promise<Reported> {
  const { waits, amountsMinor } = await readOwnWaits(store, options);
  // Driven clocks may have passed today: the report stands at the later of the two.
  const lastMs = waits.reduce(
    (last, { fromMs, toMs }) => Math.max(last, toMs ?? fromMs),
    Date.now(),
  );
  const asOfMs = knownAsOf(lastMs, options) ?? lastMs;
  const report = reportBottlenecks(waits, { asOfMs, amountsMinor });
  return { report, censoring: analyses.bottlenecks.censoring };
}

/** The instant asked for, of which something can be known. @throws CommandFailure for any other */
function knownAsOf(knownMs: number, { asOf }: BottleneckOptions): number | undefined {
  if (asOf === undefined) return undefined;
  const ms = Date.parse(asOf);
  const why = Number.isNaN(ms) ? `${asOf} is no instant` : whyLaterThan(knownMs, ms);
  if (why === undefined) return ms;
  throw new CommandFailure(`--as-of ${why}`, undefined, exitCodes.misused);
}
