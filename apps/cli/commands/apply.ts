import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { apply, type ApplicationBody } from '../api/aval-api.js';
import { CommandFailure, exitCodes } from '../failure.js';
import { called } from '../invocation.js';
import { withSession } from '../session.js';
import { present, type Terminal } from '../terminal.js';
import { writtenJson } from '#domain/json/written-json';
import { withJson, type AddCommand, type JsonOption } from './command.js';
import { personNamed } from './decide.js';

interface ApplyOptions extends JsonOption {
  readonly as: string;
  readonly key?: string;
}

export const addApply: AddCommand = (program, terminal) => {
  withJson(program.command('apply <file>'))
    .description('hand in an application (a JSON file; docs/examples/applications has some)')
    .option('--as <person>', 'who applies: a person or a role', 'applicant')
    .option('--key <key>', 'Idempotency-Key: the same key and file give the same number')
    .action((file: string, options: ApplyOptions) => handIn(terminal, file, options));
};

async function handIn(terminal: Terminal, file: string, options: ApplyOptions): Promise<void> {
  const application = readApplication(file);
  const key = options.key ?? randomUUID();
  const number = await withSession(terminal, (session) =>
    apply(session.api, application, key, personNamed(session, options.as)),
  );
  present(terminal, options, { number, idempotencyKey: key }, (opened) => {
    return `${opened.number}\nfollow it with: ${called(`show ${opened.number}`)}`;
  });
}

/** What the file says is the API's to judge; here it only has to be JSON. */
function readApplication(file: string): ApplicationBody {
  try {
    return writtenJson(readFileSync(file)) as ApplicationBody;
  } catch (error) {
    throw new CommandFailure(
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      'Name a JSON file like those in docs/examples/applications.',
      exitCodes.misused,
    );
  }
}
