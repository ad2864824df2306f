import { randomUUID } from 'node:crypto';
import { Option } from 'commander';
import { determinationGrounds } from '#domain/servicing/determination-ground';
import { withSession } from '../session.js';
import { present, type Terminal } from '../terminal.js';
import { withJson, type AddCommand, type JsonOption } from './command.js';
import { personNamed } from './decide.js';

interface DetermineOptions extends JsonOption {
  readonly as: string;
  readonly ground: string;
  readonly proof: readonly string[];
  readonly on?: string;
  readonly comment?: string;
}

export const addDetermine: AddCommand = (program, terminal) => {
  withJson(program.command('determine <number>'))
    .description(
      'propose that the claims under a maximum-amount guarantee are determined (民法典 423)',
    )
    .requiredOption('--as <person>', 'who proposes it: an officer, claims or operations')
    .addOption(
      new Option('--ground <ground>', 'on which ground')
        .choices(determinationGrounds)
        .makeOptionMandatory(),
    )
    .requiredOption('--proof <kind...>', 'the papers that show it, by kind')
    .option('--on <date>', 'since which day (YYYY-MM-DD); left out, today')
    .option('--comment <text>', 'a remark for the file')
    .action((number: string, options: DetermineOptions) => propose(terminal, number, options));
};

async function propose(
  terminal: Terminal,
  number: string,
  options: DetermineOptions,
): Promise<void> {
  const { ground, proof, on, comment } = options;
  const done = await withSession(terminal, async ({ api, people }) => {
    const person = personNamed({ people }, options.as);
    await api.door.call({
      method: 'POST',
      path: `/guarantees/${encodeURIComponent(number)}/determination`,
      body: {
        ground,
        proof: proof.map((kind) => ({ kind })),
        ...(on === undefined ? {} : { determinedOn: on }),
        ...(comment === undefined ? {} : { comment }),
      },
      token: await api.tokens.of(person),
      headers: { 'if-match': '*', 'idempotency-key': randomUUID() },
    });
    return { number, ground, by: person.id };
  });
  present(
    terminal,
    options,
    done,
    ({ by }) => `${number}: determination proposed by ${by}; another person confirms it`,
  );
}
