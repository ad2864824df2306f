import { Command } from 'commander';
import { foldLedger } from '#store/ledger/fold';
import { playFacts, type Played, type RefusedLine } from '#store/ledger/play-facts';
import { statement, type Statement } from '#store/ledger/statement';
import { verifyLedger } from '#store/ledger/verify';
import { formatMinor } from './business-values.js';
import { closeCommand } from './ledger-close.js';
import { reconcileCommand, resolveCommand } from './ledger-reconcile.js';
import { connectFromSettings, onDatabase, type Connect } from './connect.js';
import { linesOfFile } from './lines-of-file.js';

type Printing = { readonly json?: true };

/** `aval ledger play | statement | verify | fold | close | reconcile | resolve`: the obligation ledger by itself. */
export function ledgerCommand(connect: Connect = connectFromSettings): Command {
  return new Command('ledger')
    .description('the obligation ledger: play facts, read statements, verify, close, reconcile')
    .addCommand(playCommand(connect))
    .addCommand(statementCommand(connect))
    .addCommand(verifyCommand(connect))
    .addCommand(foldCommand(connect))
    .addCommand(closeCommand(connect))
    .addCommand(reconcileCommand(connect))
    .addCommand(resolveCommand(connect));
}

function playCommand(connect: Connect): Command {
  return new Command('play')
    .description(
      'post dated facts, one JSON object a line (docs/ledger.md); refused ones are listed',
    )
    .argument('<file>', 'facts as JSON lines')
    .option('--json', 'print one JSON object')
    .action((file: string, { json }: Printing) =>
      onDatabase(connect, async (pool) => {
        const played = await playFacts(pool, linesOfFile(file));
        await foldLedger(pool);
        console.log(json ? JSON.stringify(played, null, 2) : printedPlay(played));
      }),
    );
}

function printedPlay(played: Played): string {
  const { lines, booked, repeated, refused } = played;
  return [
    `${lines} facts: ${booked} booked, ${repeated} booked before, ${refused.length} refused`,
    ...refused.map(printedRefusal),
  ].join('\n');
}

const printedRefusal = ({ line, reference, reason, headroomMinor, detail }: RefusedLine) =>
  [
    `line ${line}`,
    reference ?? '(no reference)',
    reason,
    ...(headroomMinor === undefined ? [] : [`headroom ${headroomMinor}`]),
    ...(detail === undefined ? [] : [detail]),
  ].join('  ');

function statementCommand(connect: Connect): Command {
  return new Command('statement')
    .description('every posting of a guarantee or a party, and what stands now')
    .argument('[guarantee]', 'its number')
    .option('--party <party>', 'what one party bears')
    .option('--book <book>', 'one book alone')
    .option('--json', 'print one JSON object')
    .action(
      (guarantee: string | undefined, options: Printing & { party?: string; book?: string }) =>
        onDatabase(connect, async (pool) => {
          const { json, ...within } = options;
          if (guarantee === undefined && options.party === undefined) {
            throw new Error('Say which guarantee, or which --party.');
          }
          const found = await statement(pool, {
            ...within,
            ...(guarantee === undefined ? {} : { guarantee }),
          });
          console.log(json ? JSON.stringify(found, null, 2) : printedStatement(found));
        }),
    );
}

function printedStatement({ balances, postings }: Statement): string {
  const posted = postings.map((posting) =>
    [
      posting.valueDate,
      posting.reference.padEnd(28),
      posting.account.padEnd(24),
      posting.drawdown.padEnd(8),
      posting.party.padEnd(14),
      (posting.debitMinor === 0 ? '' : formatMinor(posting.debitMinor, posting.currency)).padStart(
        18,
      ),
      (posting.creditMinor === 0
        ? ''
        : formatMinor(posting.creditMinor, posting.currency)
      ).padStart(18),
    ].join('  '),
  );
  const standing = balances.map((balance) =>
    [
      balance.account.padEnd(24),
      balance.drawdown.padEnd(8),
      balance.party.padEnd(14),
      formatMinor(balance.balanceMinor, balance.currency).padStart(18),
    ].join('  '),
  );
  return ['Postings', ...posted, '', 'What stands', ...standing].join('\n');
}

function verifyCommand(connect: Connect): Command {
  return new Command('verify')
    .description('rebuild balances and totals from the postings and list every difference')
    .option('--json', 'print one JSON object')
    .action(({ json }: Printing) =>
      onDatabase(connect, async (pool) => {
        const differences = await verifyLedger(pool);
        if (differences.length > 0) process.exitCode = 1;
        console.log(
          json
            ? JSON.stringify({ differences }, null, 2)
            : [
                `${differences.length} differences`,
                ...differences.map(
                  ({ what, where, keptMinor, rebuiltMinor }) =>
                    `${what}  ${where}  kept ${keptMinor ?? 'nothing'}, rebuilt ${rebuiltMinor ?? 'nothing'}`,
                ),
              ].join('\n'),
        );
      }),
    );
}

function foldCommand(connect: Connect): Command {
  return new Command('fold')
    .description('fold what is posted since into day totals, so that the books stay fast')
    .action(() =>
      onDatabase(connect, async (pool) => {
        console.log(`${await foldLedger(pool)} day totals touched`);
      }),
    );
}
