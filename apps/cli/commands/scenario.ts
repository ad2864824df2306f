import { CommandFailure, exitCodes } from '../failure.js';
import { called } from '../invocation.js';
import { playScenario, type PlayedCase } from '../scenario/play-scenario.js';
import { readScenarioFile } from '../scenario/read-scenario.js';
import { withStack } from '../session.js';
import { present, type Terminal } from '../terminal.js';
import { inWords } from '../timeline/words.js';
import { wholeNumberFrom, withJson, type AddCommand, type JsonOption } from './command.js';

interface ScenarioOptions extends JsonOption {
  readonly book: string;
  readonly concurrency: number;
}

export const addScenario: AddCommand = (program, terminal) => {
  withJson(program.command('scenario <file>'))
    .description('drive whole cases from dated facts (docs/scenario-format.md)')
    .option('--book <name>', 'the book to fill', 'scenarios')
    .option('--concurrency <n>', 'guarantees at once', wholeNumberFrom(1), 24)
    .action((file: string, options: ScenarioOptions) => play(terminal, file, options));
};

async function play(terminal: Terminal, file: string, options: ScenarioOptions): Promise<void> {
  const scenario = readScenarioFile(file);
  const startedAt = Date.now();
  const cases = await withStack(terminal, (session) => playScenario(session, scenario, options));
  const seconds = Math.round((Date.now() - startedAt) / 100) / 10;
  present(terminal, options, { cases, seconds }, (result) => result.cases.map(describe).join('\n'));
  assertMet(cases);
}

function describe({ case: name, number, outcome }: PlayedCase): string {
  const { ending, endedOn, endingReason, stage, waitingFor } = outcome;
  const stands =
    ending === null
      ? `in ${inWords(stage)}, waits for ${inWords(waitingFor ?? 'nothing')}`
      : `${inWords(ending)} on ${endedOn ?? '?'} (${inWords(endingReason ?? 'no reason')})`;
  return `${name}  ${number}  ${stands}`;
}

function assertMet(cases: readonly PlayedCase[]): void {
  const lines = cases.flatMap(({ case: name, unmet }) =>
    unmet.map(({ what, expected, found }) => {
      return `  ${name}: ${what} is ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`;
    }),
  );
  if (lines.length === 0) return;
  throw new CommandFailure(
    `not all became as expected:\n${lines.join('\n')}`,
    `${called('show NUMBER')} tells what happened.`,
    exitCodes.failed,
  );
}
