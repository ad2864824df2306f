import { Command } from 'commander';
import type { Pool } from 'pg';
import { evaluateBook } from '#store/limits/breaches';
import { repairLimits, type LimitRepair } from '#store/limits/repair-limits';
import {
  booksUnderLimits,
  verifyLimitsNow,
  type LimitDifference,
  type LimitVerification,
} from '#store/limits/verify-limits';
import { inTransaction } from '#store/transaction';
import { CommandFailure, exitCodes } from '../failure.js';
import { onDatabase, type Connect } from './connect.js';

interface Options {
  readonly book?: string;
  readonly repair?: true;
  readonly by?: string;
  readonly json?: true;
}

interface Repaired {
  readonly book: string;
  readonly repair: LimitRepair | null;
}

/**
 * `aval limits verify`: rebuilds the guard's sums from commitments and ledger. To repair them is the owner's: the
 * application's role may write none.
 */
export function limitsVerifyCommand(connect: Connect, connectAsOwner: Connect): Command {
  return new Command('verify')
    .description('rebuild the sums of the limits from commitments and ledger, list what differs')
    .option('--book <book>', 'one book alone; without it every book under limits')
    .option('--repair', 'write the rebuilt sums where they differ, and leave a record of it')
    .option('--by <person>', 'for --repair: who has asked for it')
    .option('--json', 'print one JSON object')
    .action((options: Options) =>
      options.repair
        ? onDatabase(connectAsOwner, (pool) => repairBooks(pool, options))
        : onDatabase(connect, (pool) => verifyBooks(pool, options)),
    );
}

async function verifyBooks(pool: Pool, { book, json }: Options): Promise<void> {
  const books: LimitVerification[] = [];
  for (const name of await booksAsked(pool, book)) {
    const found = await verifyLimitsNow(pool, name);
    if (found === null) throw underNoLimits(name);
    books.push(found);
  }
  if (books.some(({ differences }) => differences.length > 0)) process.exitCode = exitCodes.failed;
  console.log(json ? JSON.stringify({ books }, null, 2) : books.map(printedBook).join('\n'));
}

async function repairBooks(owner: Pool, { book, by, json }: Options): Promise<void> {
  if (by === undefined) {
    const advice = 'Say who has asked for it: --repair --by NAME';
    throw new CommandFailure('a repair leaves a name on record', advice, exitCodes.misused);
  }
  const books: Repaired[] = [];
  for (const name of await booksAsked(owner, book)) {
    const repair = await repairLimits(owner, name, by);
    // What was counted wrongly may stand above a limit, or below it again.
    if (repair !== null) {
      await inTransaction(owner, (tx) => evaluateBook(tx, name, `limit repair ${repair.id}`));
    }
    books.push({ book: name, repair });
  }
  console.log(json ? JSON.stringify({ books }, null, 2) : books.map(printedRepair).join('\n'));
}

async function booksAsked(pool: Pool, named: string | undefined): Promise<string[]> {
  const books = await booksUnderLimits(pool);
  if (named === undefined) return books;
  if (!books.includes(named)) throw underNoLimits(named);
  return [named];
}

const underNoLimits = (book: string) =>
  new CommandFailure(
    `${book} is under no limits`,
    '`aval limits` names the books whose regime is Decree 683.',
    exitCodes.misused,
  );

function printedBook({ book, differences }: LimitVerification): string {
  return [`${book}: ${differences.length} differences`, ...differences.map(printed)].join('\n');
}

function printedRepair({ book, repair }: Repaired): string {
  if (repair === null) return `${book}: nothing differs, nothing is changed`;
  const { id, repairedBy, differences } = repair;
  return [
    `${book}: repair ${id} by ${repairedBy}, ${differences.length} sums written`,
    ...differences.map(printed),
  ].join('\n');
}

const printed = ({ what, where, kept, rebuilt }: LimitDifference): string =>
  `  ${what}  ${where}  kept ${kept || 'nothing'}, rebuilt ${rebuilt || 'nothing'}`;
