import { Command } from 'commander';
import { readStatementRows } from '#domain/reconciliation/statement-rows';
import { accountingPeriod } from '#domain/reserves/accounting-period';
import { receiveStatement } from '#store/ledger/reconciliation/receive-statement';
import {
  readReconciliation,
  resolveDifference,
  type Reconciliation,
  type ReconciliationItem,
} from '#store/ledger/reconciliation/reconciliation';
import { formatMinor } from './business-values.js';
import { onDatabase, type Connect } from './connect.js';
import { rowsOfFile } from './rows-of-file.js';
import { parsePeriod } from './ledger-close.js';

/** `aval ledger reconcile <book> <bank> <period> <file>`: a bank's statement against the books. */
export function reconcileCommand(connect: Connect): Command {
  return new Command('reconcile')
    .description('hold a bank’s month-end statement against the books, drawdown by drawdown')
    .argument('<book>', 'the book')
    .argument('<bank>', 'the bank, as the letters name it')
    .argument('<period>', '2026-03, 2026-Q1 or 2026', parsePeriod)
    .argument('<file>', 'CSV with a header, or a JSON array (docs/ledger.md)')
    .requiredOption('--by <person>', 'who takes it in')
    .option('--json', 'print one JSON object')
    .action(
      (
        book: string,
        bank: string,
        period: string,
        file: string,
        { by, json }: { by: string; json?: true },
      ) =>
        onDatabase(connect, async (pool) => {
          const reading = readStatementRows(rowsOfFile(file));
          if (reading.kind === 'malformed') {
            const [first] = reading.problems;
            throw new Error(
              `${reading.problems.length} rows cannot be read; row ${first?.row ?? 0} ${first?.problem ?? ''}`,
            );
          }
          const whole = accountingPeriod(period);
          if (whole === null) return;
          const { rows } = reading;
          const { statement } = await receiveStatement(pool, {
            book,
            bank,
            period: whole,
            rows,
            by,
          });
          const found = await readReconciliation(pool, statement);
          if (found === undefined) throw new Error(`the statement ${statement} is gone`);
          console.log(json ? JSON.stringify(found, null, 2) : printedReconciliation(found));
        }),
    );
}

/** `aval ledger resolve <statement> <guarantee> <drawdown>`: what became of a difference. */
export function resolveCommand(connect: Connect): Command {
  return new Command('resolve')
    .description('say what became of a difference between a bank’s statement and the books')
    .argument('<statement>', 'the statement’s number', Number)
    .argument('<guarantee>', 'the guarantee')
    .argument('<drawdown>', 'the drawdown')
    .requiredOption('--by <person>', 'who resolved it')
    .requiredOption('--reason <text>', 'how')
    .action(
      (
        statement: number,
        guarantee: string,
        drawdown: string,
        { by, reason }: { by: string; reason: string },
      ) =>
        onDatabase(connect, async (pool) => {
          const outcome = await resolveDifference(
            pool,
            { statement, guarantee, drawdown },
            { person: by, reason },
          );
          if (outcome.kind === 'refused') throw new Error('No such difference is open.');
          console.log('resolved');
        }),
    );
}

/** How many agree, then everything that does not, with both sides. */
export function printedReconciliation(found: Reconciliation): string {
  const { counts } = found;
  return [
    `Statement ${found.statement}: ${found.bank} against ${found.book}, ${found.period}, as of ${found.through}`,
    `${counts.matched} matched, ${counts.differing} differing, ${counts.missingHere} missing here, ` +
      `${counts.missingAtBank} missing at the bank; ${found.openCount} to resolve`,
    ...found.items.map(printedItem),
  ].join('\n');
}

function printedItem(item: ReconciliationItem): string {
  const side = (loan: number | null, guaranteed: number | null) =>
    [
      ...(loan === null ? [] : [`loan ${formatMinor(loan, item.currency)}`]),
      ...(guaranteed === null ? [] : [`guaranteed ${formatMinor(guaranteed, item.currency)}`]),
    ].join(', ') || 'nothing';
  const resolved =
    item.resolvedBy === null ? '' : `; resolved by ${item.resolvedBy}: ${item.reason ?? ''}`;
  return (
    `  ${item.standing.padEnd(14)} ${item.guarantee} / ${item.drawdown}: ` +
    `bank ${side(item.bankLoanMinor, item.bankGuaranteedMinor)}; ` +
    `ours ${side(item.ourLoanMinor, item.ourGuaranteedMinor)}${resolved}`
  );
}
