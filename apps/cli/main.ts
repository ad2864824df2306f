/** `aval`: the command line. It talks to the API over HTTP, and to PostgreSQL for reading. */
import { openPool } from '#store/pool';
import { Command, CommanderError } from 'commander';
import type { Pool } from 'pg';
import { addApply } from './commands/apply.js';
import { booksCommand } from './commands/books.js';
import type { Connect } from './commands/connect.js';
import { addDecide } from './commands/decide.js';
import { exportPostingsCommand } from './commands/export-postings.js';
import { ledgerCommand } from './commands/ledger.js';
import { addList } from './commands/list.js';
import { mineCommand } from './commands/mine.js';
import { packCommand } from './commands/pack.js';
import { programmeCommand } from './commands/programme.js';
import { addReplay } from './commands/replay.js';
import { addScenario } from './commands/scenario.js';
import { addShow } from './commands/show.js';
import { startCommand } from './commands/start.js';
import { addTasks } from './commands/tasks.js';
import { addToken } from './commands/token.js';
import { CommandFailure, exitCodes } from './failure.js';
import { requirePlace } from './place/place.js';
import { playOnStack } from './portfolio/play-on-stack.js';
import { terminalOf, type Terminal } from './terminal.js';

const commands = [
  addApply,
  addList,
  addShow,
  addTasks,
  addDecide,
  addReplay,
  addScenario,
  addToken,
];

/** Runs one command line. @returns the exit code */
export async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  const program = new Command('aval')
    .description('Aval: a durable engine for the whole life of a financing guarantee')
    .addHelpText('after', afterHelp)
    .showHelpAfterError('(--help says more)')
    .exitOverride();
  program.addCommand(startCommand({ play: playOnStack, hints: whatToTry }));
  for (const add of commands) add(program, terminal);
  addReadingCommands(program, () => openDatabase(terminal));
  try {
    await program.parseAsync(words, { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    return exitCodeOf(error, terminal);
  }
}

/** The commands that work on the database alone, or on nothing but files. */
function addReadingCommands(program: Command, connect: Connect): void {
  program.addCommand(booksCommand(connect));
  program.addCommand(ledgerCommand(connect));
  program.addCommand(mineCommand());
  program.addCommand(packCommand());
  program.addCommand(programmeCommand());
  program
    .command('export')
    .description('write what the books hold to a file')
    .addCommand(exportPostingsCommand(connect));
}

/** The database that DATABASE_URL names, else the one of the stack that runs. */
function openDatabase({ env }: Terminal): Pool {
  return openPool(env.DATABASE_URL ?? requirePlace(env).database, 4);
}

/** What happened, and what to do; only a fault of ours is shown with its trace. */
function exitCodeOf(error: unknown, { colours, say }: Terminal): number {
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? exitCodes.done : exitCodes.misused;
  if (error instanceof CommandFailure) {
    say(`${colours.red('error')} ${error.message}`);
    if (error.whatToDo !== undefined) say(`${colours.dim('what to do')} ${error.whatToDo}`);
    return error.exitCode;
  }
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return exitCodes.failed;
}

const whatToTry = () => [
  'npm run aval -- list',
  'npm run aval -- tasks',
  'npm run aval -- token officer',
  'npm run aval -- scenario docs/examples/scenarios/endings.jsonl',
];

const afterHelp = `
Exit codes: 0 done · 1 failed, or totals differ · 2 misused · 3 no stack answers · 4 not allowed · 5 refused by rule
Start a stack with \`npm start\`; docs/cli.md describes every command.`;

// A command that stays up sets the exit code itself; only a failure overrides it.
const exitCode = await run(process.argv.slice(2), terminalOf(process));
if (exitCode !== exitCodes.done) process.exitCode = exitCode;
