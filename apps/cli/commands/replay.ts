import { loadPack } from '#products/load-pack';
import { keepBook } from '../api/books.js';
import { CommandFailure, exitCodes } from '../failure.js';
import { called } from '../invocation.js';
import { sbaProduct } from '../replay/loan-script.js';
import { showProgress } from '../replay/progress.js';
import { replay } from '../replay/replay.js';
import { describeReport, type ReplayReport } from '../replay/report.js';
import { bookNameOf, readSbaFile } from '../replay/sba-file.js';
import { withStack, type Session } from '../session.js';
import { present, type Terminal } from '../terminal.js';
import { wholeNumberFrom, withJson, type AddCommand, type JsonOption } from './command.js';

interface ReplayOptions extends JsonOption {
  readonly book?: string;
  readonly every: number;
  readonly limit?: number;
  readonly concurrency: number;
}

export const addReplay: AddCommand = (program, terminal) => {
  withJson(program.command('replay <file>'))
    .description('act out a file of the public SBA loan-guarantee format (docs/replay.md)')
    .option('--book <name>', 'the book to fill; named after the file when left out')
    .option('--every <k>', 'rows 1, 1+K, 1+2K, …', wholeNumberFrom(1), 1)
    .option('--limit <n>', 'of those, the first N', wholeNumberFrom(0))
    .option('--concurrency <n>', 'guarantees at once', wholeNumberFrom(1), 24)
    .action((file: string, options: ReplayOptions) => replayFile(terminal, file, options));
};

/** The file is read and judged before anything is started. */
async function replayFile(terminal: Terminal, file: string, options: ReplayOptions): Promise<void> {
  const { every, limit = null, concurrency } = options;
  const selection = await readSbaFile(file, { every, limit });
  const report = await withStack(terminal, async (session) => {
    const terms = await openBook(session, options.book ?? bookNameOf(file));
    const progressOf = (total: number) => showProgress(total);
    return replay(selection, { world: session, terms, concurrency, progressOf });
  });
  present(terminal, options, report, describeReport);
  assertEqual(report);
}

/** The SBA's book: a guarantor of its own in USD, which bears the whole guaranteed part. */
async function openBook({ api, people }: Session, book: string) {
  const { timeZone, currency, regime, claim } = loadPack(sbaProduct);
  const guarantor = 'US Small Business Administration';
  await keepBook(api, book, { guarantor, currency, regime, timeZone }, people.operations);
  return { book, timeZone, claimPapers: claim.papers.map(({ code }) => code) };
}

function assertEqual({ differences }: ReplayReport): void {
  if (differences.length === 0) return;
  const named = differences.map(({ total, recorded, expected }) => {
    return `  ${total}: ${recorded} in the books, ${expected} by the file`;
  });
  throw new CommandFailure(
    `the books differ from the file:\n${named.join('\n')}`,
    `Look at one of the cases with ${called('show NUMBER')}; docs/replay.md says how a row is acted out.`,
    exitCodes.failed,
  );
}
