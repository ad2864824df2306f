import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { Command, InvalidArgumentError } from 'commander';
import type { Pool } from 'pg';
import { accountingPeriod } from '#domain/reserves/accounting-period';
import {
  readReservePolicy,
  statutoryPolicy,
  type ReservePolicy,
} from '#domain/reserves/reserve-policy';
import {
  currencyOfBook,
  reckonClosing,
  type ClosingReport,
  type ClosingTerms,
} from '#store/ledger/closing/closing-report';
import {
  decideClosing,
  listClosings,
  proposeClosing,
  type Proposal,
} from '#store/ledger/closing/closings';
import { foldLedger } from '#store/ledger/fold';
import { CommandFailure, exitCodes } from '../failure.js';
import { writtenJson } from '#domain/json/written-json';
import { formatMinor } from './business-values.js';
import { onDatabase, type Connect } from './connect.js';

interface Options {
  readonly by?: string;
  readonly approvedBy?: string;
  readonly policy?: ReservePolicy;
  readonly netProfit?: number;
  readonly preview?: true;
  readonly json?: true;
}

/** `aval ledger close <book> <period>`: premium earned, reserves, and the days are frozen. */
export function closeCommand(connect: Connect): Command {
  return new Command('close')
    .description('close a book’s month, quarter or year: premium earned, reserves, days frozen')
    .argument('<book>', 'the book')
    .argument('<period>', '2026-03, 2026-Q1 or 2026', parsePeriod)
    .option('--by <person>', 'who proposes it')
    .option('--approved-by <person>', 'who approves it: another person')
    .option('--net-profit <minor>', 'the year’s profit, for the general risk reserve', parseMinor)
    .option(
      '--policy <file>',
      'rates as JSON (docs/ledger.md); else the statutory ones',
      readPolicy,
    )
    .option('--preview', 'reckon and book nothing')
    .option('--json', 'print one JSON object')
    .action((book: string, period: string, options: Options) =>
      onDatabase(connect, async (pool) => {
        const { policy = statutoryPolicy, netProfit = null, json } = options;
        const terms = { book, period, policy, netProfitMinor: netProfit };
        if (options.preview) {
          const currency = await currencyOfBook(pool, book);
          if (currency === null)
            throw new CommandFailure(
              `nothing is booked in ${book}, or not in one currency`,
              'name a book with postings: aval books --json',
              exitCodes.refused,
            );
          const report = await reckonClosing(pool, terms, currency);
          console.log(json ? JSON.stringify(report, null, 2) : printedReport(report));
          return;
        }
        const outcome = await closeByTwo(pool, terms, peopleOf(options));
        await foldLedger(pool);
        console.log(
          json
            ? JSON.stringify(outcome, null, 2)
            : `${printedReport(outcome.report)}\nclosed at ${outcome.closedAt}`,
        );
      }),
    );
}

interface People {
  readonly by: string;
  readonly approvedBy: string;
}

function peopleOf({ by, approvedBy }: Options): People {
  if (by === undefined || approvedBy === undefined || by === approvedBy) {
    throw new CommandFailure(
      'a close needs two people',
      'give --by one person, who proposes it, and --approved-by another',
      exitCodes.misused,
    );
  }
  return { by, approvedBy };
}

/** The same door as over the API: it is proposed and decided, and what was reckoned stays on record. */
async function closeByTwo(pool: Pool, terms: ClosingTerms, { by, approvedBy }: People) {
  const proposed = await proposeClosing(pool, terms, by);
  const id =
    proposed.kind === 'proposed'
      ? proposed.closing.id
      : await ownProposal(pool, terms, by, proposed);
  const decided = await decideClosing(pool, id, { by: approvedBy, approves: true, reason: null });
  if (decided.kind === 'refused') {
    const { reason } = decided;
    await decideClosing(pool, id, { by: approvedBy, approves: false, reason });
    throw refusedClose(terms, reason);
  }
  const { closing, closedAt } = decided;
  if (closing.report === null) throw new Error(`the closing ${id} has no report`);
  return { kind: 'closed' as const, closedAt, report: closing.report };
}

/**
 * A close that was cut off before its decision has left its proposal open: the same person's, on the same terms, is gone
 * on with. Any other must be decided first.
 */
async function ownProposal(
  pool: Pool,
  terms: ClosingTerms,
  by: string,
  { reason }: Extract<Proposal, { kind: 'refused' }>,
): Promise<number> {
  const open = (await listClosings(pool, terms.book)).find(({ outcome }) => outcome === null);
  if (reason !== 'anotherIsOpen' || open === undefined) {
    throw refusedClose(terms, reason);
  }
  const isSame =
    open.period === terms.period &&
    open.netProfitMinor === terms.netProfitMinor &&
    isDeepStrictEqual(open.policy, terms.policy);
  if (isSame && open.proposedBy === by) return open.id;
  throw refusedClose(
    terms,
    `anotherIsOpen. ${open.proposedBy} proposed ${open.period} at ${open.proposedAt}`,
    `close it as it was proposed (aval ledger close ${open.book} ${open.period} --by ${open.proposedBy} ` +
      `--approved-by ANOTHER), or decide it (POST /books/${open.book}/closings/${open.id}/decision).`,
  );
}

/** A close that the rules refuse: docs/ledger.md explains each reason. */
const refusedClose = ({ book, period }: ClosingTerms, reason: string, whatToDo?: string) =>
  new CommandFailure(`${book} ${period}: ${reason}`, whatToDo, exitCodes.refused);

/** The three bases, one after the other, each under its own name. */
export function printedReport(report: ClosingReport): string {
  const money = (amountMinor: number) => formatMinor(amountMinor, report.currency).padStart(20);
  const moves = ({ moves }: ClosingReport['regulatory'] | ClosingReport['reporting']) =>
    moves.map(
      ({ reserve, beforeMinor, levelMinor }) =>
        `  ${reserve.padEnd(32)}${money(beforeMinor)} → ${money(levelMinor)}`,
    );
  return [
    `${report.book} ${report.period}, through ${report.through} (${report.currency})`,
    'contract: premium earned by day',
    `  ${'earned'.padEnd(32)}${money(report.contract.premiumEarnedMinor)}`,
    `  ${'unearned'.padEnd(32)}${money(report.contract.premiumUnearnedMinor)}`,
    `regulatory: ${report.regulatory.source}`,
    ...moves(report.regulatory),
    `inputs to financial reporting, no measurement claimed: ${report.reporting.source}`,
    ...moves(report.reporting),
  ].join('\n');
}

/** Reads `2026-03`, `2026-Q1` or `2026`. */
export function parsePeriod(text: string): string {
  if (accountingPeriod(text) === null) {
    throw new InvalidArgumentError('give a month, a quarter or a year: 2026-03, 2026-Q1, 2026.');
  }
  return text;
}

function parseMinor(text: string): number {
  const amount = Number(text);
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(amount)) {
    throw new InvalidArgumentError('give whole minor units.');
  }
  return amount;
}

function readPolicy(file: string): ReservePolicy {
  const reading = readReservePolicy(writtenJson(readFileSync(file)));
  if (reading.kind === 'malformed') throw new InvalidArgumentError(reading.problems.join('; '));
  return reading.policy;
}
