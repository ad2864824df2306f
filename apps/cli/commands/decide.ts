import { Option } from 'commander';
import { decide } from '../api/aval-api.js';
import type { Person } from '../api/people.js';
import { CommandFailure, exitCodes } from '../failure.js';
import { called } from '../invocation.js';
import { withSession, type Session } from '../session.js';
import { present, type Terminal } from '../terminal.js';
import { withJson, type AddCommand, type JsonOption } from './command.js';

interface DecideOptions extends JsonOption {
  readonly as: string;
  readonly reason: readonly string[];
  readonly comment?: string;
  readonly ifMatch?: string;
}

export const addDecide: AddCommand = (program, terminal) => {
  withJson(program.command('decide <task> <outcome>'))
    .description('decide a task as one of the demonstration’s people')
    .requiredOption(
      '--as <person>',
      `who decides: a person, or a role (${called('token --list')} names them)`,
    )
    .addOption(new Option('--reason <code...>', 'reason codes').default([], 'none'))
    .option('--comment <text>', 'a remark for the file')
    .option('--if-match <etag>', 'only if the task is still as it was under this ETag')
    .action((task: string, outcome: string, options: DecideOptions) =>
      decideTask(terminal, task, outcome, options),
    );
};

async function decideTask(
  terminal: Terminal,
  task: string,
  outcome: string,
  options: DecideOptions,
): Promise<void> {
  const done = await withSession(terminal, async (session) => {
    const person = personNamed(session, options.as);
    const { reason: reasons, comment, ifMatch } = options;
    const decision = { outcome, reasons, ...(comment === undefined ? {} : { comment }) };
    await decide(session.api, task, decision, person, ifMatch);
    return { task, outcome, by: person.id };
  });
  present(terminal, options, done, ({ by }) => `${task}: ${outcome}, by ${by}`);
}

/** A person by id, or the first who holds a role. */
export function personNamed({ people }: Pick<Session, 'people'>, name: string): Person {
  const person = people.all.find(({ id }) => id === name) ?? people.holding(name)[0];
  if (person !== undefined) return person;
  throw new CommandFailure(
    `nobody is called ${name}, and nobody holds a role of that name`,
    `${called('token --list')} names the people and their roles.`,
    exitCodes.misused,
  );
}
