/** `aval`: runs one command line; its exit code says how it went (docs/cli.md). */
import { CommanderError } from 'commander';
import { CommandFailure, exitCodes } from './failure.js';
import { programFor } from './program.js';
import { terminalOf, type Terminal } from './terminal.js';

/** Runs one command line. @returns the exit code */
async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await programFor(terminal).parseAsync(words, { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    return exitCodeOf(error, terminal);
  }
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
  const unreadable = unreadableFile(error);
  if (unreadable !== undefined) {
    say(`${colours.red('error')} ${unreadable}`);
    return exitCodes.misused;
  }
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return exitCodes.failed;
}

const whyUnreadable: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'it may not be read',
  EISDIR: 'it is a folder, and a file is wanted',
  ENOTDIR: 'a part of its path is no folder',
};

/** A file that was named on the command line and cannot be read: its name and why. */
function unreadableFile(error: unknown): string | undefined {
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return undefined;
  const why = whyUnreadable[String(error.code)];
  const path = 'path' in error ? String(error.path) : 'a file';
  return why === undefined ? undefined : `${path} cannot be read: ${why}`;
}

// A command that stays up sets the exit code itself; only a failure overrides it.
const exitCode = await run(process.argv.slice(2), terminalOf(process));
if (exitCode !== exitCodes.done) process.exitCode = exitCode;
