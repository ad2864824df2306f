/** What all commands share: how one is added to the program, and the option `--json`. */
import { InvalidArgumentError, type Command } from 'commander';
import type { Terminal } from '../terminal.js';

/** Adds a command to the program. */
export type AddCommand = (program: Command, terminal: Terminal) => void;

export interface JsonOption {
  readonly json?: boolean;
}

/** Every command answers machines too. */
export function withJson(command: Command): Command {
  return command.option('--json', 'print one JSON object on standard output');
}

export function wholeNumberFrom(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,9}$/.test(text) && value >= least) return value;
    throw new InvalidArgumentError(`expected a whole number of at least ${least}`);
  };
}
