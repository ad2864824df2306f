import { Option } from 'commander';
import type { PayeeAccount } from '#domain/payments/rejected-payment';
import { decide, type Decision } from '../api/aval-api.js';
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
  readonly proof?: readonly string[];
  readonly on?: string;
  readonly account?: readonly string[];
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
    .option('--proof <kind...>', 'the papers that the decision rests on, by kind')
    .option('--on <date>', 'the day of a determination, or of a rejected payment’s settlement')
    .option(
      '--account <part...>',
      'where a rejected payment goes instead: its holder, bank and number',
    )
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
    const decision = {
      outcome,
      reasons,
      ...(comment === undefined ? {} : { comment }),
      ...restOf(outcome, options),
    };
    await decide(session.api, task, decision, person, ifMatch);
    return { task, outcome, by: person.id };
  });
  present(terminal, options, done, ({ by }) => `${task}: ${outcome}, by ${by}`);
}

/** What the decision rests on, and the day or the account that it names. */
function restOf(
  outcome: string,
  { proof, on, account }: DecideOptions,
): Pick<Decision, 'proof' | 'determinedOn' | 'settledOn' | 'account'> {
  return {
    ...(proof === undefined ? {} : { proof: proof.map((kind) => ({ kind })) }),
    ...(on === undefined
      ? {}
      : { [outcome === 'settledOtherwise' ? 'settledOn' : 'determinedOn']: on }),
    ...(account === undefined ? {} : { account: accountOf(account) }),
  };
}

function accountOf([holder, bank, number, ...more]: readonly string[]): PayeeAccount {
  if (holder !== undefined && bank !== undefined && number !== undefined && more.length === 0)
    return { holder, bank, number };
  throw new CommandFailure(
    '--account needs three texts: who holds the account, at which bank, under which number',
    'Quote each of them: --account "Example Ltd" "Example Bank" "6222 0000 1111 4321".',
    exitCodes.misused,
  );
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
