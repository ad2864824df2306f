import { describe, expect, test } from '@jest/globals';
import { CommanderError, type Command } from 'commander';
import { readFileSync } from 'node:fs';
import pc from 'picocolors';
import { programFor } from '../../apps/cli/program.js';
import { portCatalogue, portNames } from '../../apps/cli/stack/ports.js';

const program = () =>
  programFor({
    env: {},
    colours: pc.createColors(false),
    columns: undefined,
    print: () => undefined,
    say: () => undefined,
  });

/** `pack list` and not `pack`: what can be run. */
function runnable(command: Command, before = ''): string[] {
  return command.commands.flatMap((each) => {
    const name = `${before}${each.name()}`;
    return each.commands.length === 0 ? [name] : runnable(each, `${name} `);
  });
}

/** What a wrong call says, and the code that it is thrown with. */
async function wrongCall(...words: string[]): Promise<string> {
  const built = program();
  let said = '';
  const listen = (command: Command): void => {
    command.configureOutput({ writeErr: (text) => (said += text) });
    command.commands.forEach(listen);
  };
  listen(built);
  const outcome = await built.parseAsync(words, { from: 'user' }).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(CommanderError);
  return said;
}

describe('the command line', () => {
  const documented = readFileSync('docs/cli.md', 'utf8');

  test.each(runnable(program()))('docs/cli.md describes `%s`', (name) => {
    expect(documented).toMatch(new RegExp(`^\\| \`${name}[ \`]`, 'm'));
  });

  test.each(portNames)('a wrong port of %s is named by the flag that was given', async (name) => {
    const { flag, variable } = portCatalogue[name];
    const said = await wrongCall('start', flag, '99999');
    expect(said).toContain(
      `'${flag} <port>' argument '99999' is invalid. give a port, 1 to 65535.`,
    );
    expect(said).not.toContain(variable);
  });

  test('a wrong call of any command is told, and leaves the exit code to us', async () => {
    expect(await wrongCall('books', '--as-of', 'yesterday')).toContain('give a day as YYYY-MM-DD');
    expect(await wrongCall('pack', 'check')).toContain("missing required argument 'folder'");
  });
});
