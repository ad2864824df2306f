import { demonstrationPeople, type Person } from '../api/people.js';
import { CommandFailure, exitCodes } from '../failure.js';
import { called } from '../invocation.js';
import { withSession } from '../session.js';
import { present, type Terminal } from '../terminal.js';
import { textTable } from '../text-table.js';
import { withJson, type AddCommand, type JsonOption } from './command.js';
import { personNamed } from './decide.js';

interface TokenOptions extends JsonOption {
  readonly list?: boolean;
}

export const addToken: AddCommand = (program, terminal) => {
  withJson(program.command('token [who]'))
    .description('a bearer token for the API, of one of the demonstration’s people')
    .option('--list', 'name the people and their roles')
    .action((who: string | undefined, options: TokenOptions) => printToken(terminal, who, options));
};

async function printToken(
  terminal: Terminal,
  who: string | undefined,
  options: TokenOptions,
): Promise<void> {
  if (options.list === true) {
    const people = demonstrationPeople.all;
    present(terminal, options, { people }, (result) => describePeople(result.people));
    return;
  }
  if (who === undefined) {
    throw new CommandFailure(
      'whose token?',
      `Name a person or a role: ${called('token officer')}. ${called('token --list')} names them.`,
      exitCodes.misused,
    );
  }
  const issued = await withSession(terminal, async (session) => {
    const person = personNamed(session, who);
    return { person: person.id, token: await session.api.tokens.of(person) };
  });
  present(terminal, options, issued, ({ token }) => token);
}

function describePeople(people: readonly Person[]): string {
  return textTable(people, [
    { title: 'person', of: ({ id }) => id },
    { title: 'roles', of: ({ roles }) => roles.join(', ') },
  ]);
}
