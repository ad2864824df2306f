import {
  filterOwnLog,
  valuesOf,
  whyNotAsOf,
  type OwnCases,
  type OwnFilter,
} from '#mining/own/own-filter';
import { OwnLogBuilder } from '#mining/own/own-log';
import type { EventLog } from '#mining/log/event-log';
import { streamOwnLog } from '#store/mining/own-log';
import { endings, type Ending } from '#domain/lifecycle/stages';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Pool } from 'pg';
import { parseDate } from '../commands/business-values.js';
import { CommandFailure, exitCodes } from '../failure.js';

/** How our own cases are chosen on the command line. */
export interface OwnOptions {
  readonly book?: string;
  readonly product?: string;
  readonly bank?: string;
  readonly grade?: string;
  readonly officer?: string;
  readonly amountFrom?: number;
  readonly amountTo?: number;
  readonly from?: string;
  readonly to?: string;
  readonly ending?: Ending;
  readonly open?: boolean;
  readonly closed?: boolean;
  readonly asOf?: number;
}

/** Adds the options that choose our own cases. */
export function withOwnOptions(command: Command): Command {
  return command
    .option('--book <book>', 'of our cases, those of one book')
    .option('--product <product>', 'of one product')
    .option('--bank <bank>', 'of one bank')
    .option('--grade <grade>', 'of one grade')
    .option('--officer <person>', 'whose lead officer this is')
    .option('--amount-from <minor>', 'guaranteed amount from, in minor units', parseMinor)
    .option('--amount-to <minor>', 'guaranteed amount up to and with', parseMinor)
    .option('--from <date>', 'applied for on this day or later', parseDate)
    .option('--to <date>', 'applied for on this day or before', parseDate)
    .addOption(new Option('--ending <ending>', 'ended like this').choices(endings))
    .option('--open', 'only those that have not ended')
    .option('--closed', 'only those that have ended')
    .option('--as-of <instant>', 'as it was known then, by the cases’ clocks', parseInstant);
}

/** Loads the cases that the options choose, as one event log. */
export async function loadOwnCases(pool: Pool, options: OwnOptions): Promise<OwnCases> {
  const builder = new OwnLogBuilder();
  const { book, product } = options;
  await streamOwnLog(
    pool,
    { book, product },
    {
      cases: (rows) => {
        builder.takeCases(rows);
      },
      events: (rows) => {
        builder.takeEvents(rows);
      },
    },
  );
  const log = builder.build(book ?? 'our cases');
  const future = whyNotAsOf(log, options.asOf, Date.now());
  if (future !== undefined) {
    throw new CommandFailure(`--as-of ${future}`, undefined, exitCodes.misused);
  }
  const chosen = filterOwnLog(log, filterOf(options));
  if (chosen.log.caseIds.length === 0) throw nothingFits(log, options);
  return chosen;
}

function filterOf({ amountFrom, amountTo, asOf, open, closed, ...rest }: OwnOptions): OwnFilter {
  return {
    ...rest,
    amountFromMinor: amountFrom,
    amountToMinor: amountTo,
    asOfMs: asOf,
    open: open === true ? true : closed === true ? false : undefined,
  };
}

/** Says which values there are, of the options that name one. */
function nothingFits(log: EventLog, options: OwnOptions): CommandFailure {
  const named = (['bank', 'grade', 'officer'] as const)
    .filter((name) => options[name] !== undefined)
    .map((name) => `${name}: ${valuesOf(log, name).join(', ') || 'none'}`);
  const advice = named.length === 0 ? undefined : `There are ${named.join(' · ')}.`;
  return new CommandFailure('no case of ours fits', advice, exitCodes.misused);
}

function parseMinor(text: string): number {
  const value = Number(text);
  if (/^\d{1,15}$/.test(text)) return value;
  throw new InvalidArgumentError('expected whole minor units, such as 5000000');
}

function parseInstant(text: string): number {
  const ms = Date.parse(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59.999Z` : text);
  if (!Number.isNaN(ms)) return ms;
  throw new InvalidArgumentError('expected a date or an ISO 8601 instant');
}
