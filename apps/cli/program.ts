/** The commands of `aval`: it talks to the API over HTTP, and to PostgreSQL for reading. */
import { Command } from 'commander';
import { addApply } from './commands/apply.js';
import { booksCommand } from './commands/books.js';
import { bottlenecksCommand } from './commands/bottlenecks.js';
import { connectAt, type Connect } from './commands/connect.js';
import { addDecide } from './commands/decide.js';
import { addDetermine } from './commands/determine.js';
import { exportLogCommand } from './commands/export-log.js';
import { exportPostingsCommand } from './commands/export-postings.js';
import { ledgerCommand } from './commands/ledger.js';
import { addFramework } from './commands/framework.js';
import { addLimits } from './commands/limits.js';
import { addList } from './commands/list.js';
import { mineCommand } from './commands/mine.js';
import { packCommand } from './commands/pack.js';
import { policyCommand } from './commands/policy.js';
import { programmeCommand } from './commands/programme.js';
import { addReGuarantee } from './commands/re-guarantee.js';
import { addReplay } from './commands/replay.js';
import { addScenario } from './commands/scenario.js';
import { addShow } from './commands/show.js';
import { startCommand } from './commands/start.js';
import { addTasks } from './commands/tasks.js';
import { addToken } from './commands/token.js';
import { calledAs } from './invocation.js';
import { playOnStack } from './portfolio/play-on-stack.js';
import { whatToTry } from './portfolio/what-to-try.js';
import type { Terminal } from './terminal.js';

const commands = [
  addApply,
  addList,
  addShow,
  addTasks,
  addDecide,
  addDetermine,
  addFramework,
  addLimits,
  addReGuarantee,
  addReplay,
  addScenario,
  addToken,
];

/** Every command of the command line, ready to be parsed. A wrong call is thrown as a CommanderError. */
export function programFor(terminal: Terminal): Command {
  const program = new Command(calledAs)
    .enablePositionalOptions()
    .description('Aval: a durable engine for the whole life of a financing guarantee')
    .addHelpText('after', afterHelp);
  program.addCommand(startCommand({ play: playOnStack, hints: whatToTry }));
  for (const add of commands) add(program, terminal);
  addReadingCommands(program, connectAt(terminal));
  throwWhatIsWrong(program);
  return program;
}

/** The commands that work on the database alone, or on nothing but files. */
function addReadingCommands(program: Command, connect: Connect): void {
  program.addCommand(booksCommand(connect));
  program.addCommand(bottlenecksCommand(connect));
  program.addCommand(ledgerCommand(connect));
  program.addCommand(mineCommand(connect));
  program.addCommand(policyCommand(connect));
  program.addCommand(packCommand());
  program.addCommand(programmeCommand());
  program
    .command('export')
    .description('write what the books hold to a file')
    .addCommand(exportPostingsCommand(connect))
    .addCommand(exportLogCommand(connect));
}

/** A command that was made elsewhere would end the process itself, with another code. */
function throwWhatIsWrong(command: Command): void {
  command.exitOverride().showHelpAfterError('(--help says more)');
  command.commands.forEach(throwWhatIsWrong);
}

const afterHelp = `
Exit codes: 0 done · 1 failed, or totals differ · 2 misused · 3 no stack answers · 4 not allowed · 5 refused by rule
Start a stack with \`npm start\`; docs/cli.md describes every command.`;
