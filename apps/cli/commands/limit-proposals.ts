import type { Command } from 'commander';
import type { ProposalRow } from '#store/limits/proposals';
import { CommandFailure, exitCodes } from '../failure.js';
import { withSession } from '../session.js';
import { present, type Terminal } from '../terminal.js';
import { parseDate } from './business-values.js';
import { writtenJson } from '#domain/json/written-json';
import { withJson, type JsonOption } from './command.js';
import { personNamed } from './decide.js';

interface ProposeOptions extends JsonOption {
  readonly book: string;
  readonly asOf: string;
  readonly source: string;
  readonly as: string;
}

interface DecideOptions extends JsonOption {
  readonly book: string;
  readonly as: string;
}

/** `aval limits propose` and `aval limits decide`: what a book's limits are parts of, by maker and checker. */
export function addLimitDecisions(limits: Command, terminal: Terminal): void {
  withJson(limits.command('propose <kind> <data>'))
    .description(
      'propose netAssets, holdings, cap, capLifted or terms; the data as JSON: {"amountMinor": 1000}',
    )
    .requiredOption('--book <book>', 'of this book')
    .requiredOption('--as-of <date>', 'the day that the figure speaks of', parseDate)
    .requiredOption('--source <text>', 'where the figure was taken from')
    .option('--as <person>', 'who proposes', 'finance')
    .action((kind: string, data: string, options: ProposeOptions) =>
      tell(terminal, options, '', {
        kind,
        data: readData(data),
        asOf: options.asOf,
        source: options.source,
      }),
    );
  withJson(limits.command('decide <proposal> <outcome>'))
    .description('confirm or reject a proposal, as another person than its maker')
    .requiredOption('--book <book>', 'of this book')
    .option('--as <person>', 'who decides', 'risk')
    .action((proposal: string, outcome: string, options: DecideOptions) =>
      tell(terminal, options, `/${encodeURIComponent(proposal)}/decision`, { outcome }),
    );
}

function readData(text: string): unknown {
  try {
    return writtenJson(text);
  } catch (error) {
    throw new CommandFailure(
      `the data cannot be read: ${text} (${error instanceof Error ? error.message : String(error)})`,
      'Write them in quotes, as {"amountMinor": 1000}; docs/limits.md names the kinds.',
      exitCodes.misused,
    );
  }
}

async function tell(
  terminal: Terminal,
  options: DecideOptions,
  path: string,
  body: object,
): Promise<void> {
  const kept = await withSession(terminal, async (session) => {
    const token = await session.api.tokens.of(personNamed(session, options.as));
    const whole = `/books/${encodeURIComponent(options.book)}/limit-proposals${path}`;
    const answer = await session.api.door.call({ method: 'POST', path: whole, body, token });
    return answer.body as ProposalRow;
  });
  present(
    terminal,
    options,
    kept,
    ({ id, kind, asOf, outcome }) =>
      `proposal ${id} (${kind} as of ${asOf}): ${outcome ?? 'open until another person decides it'}`,
  );
}
