import { roles, type Role } from '#domain/lifecycle/tasks';
import { Option } from 'commander';
import { listTasks, type ListedTask } from '../api/aval-api.js';
import { withSession } from '../session.js';
import { present, type Terminal } from '../terminal.js';
import { textTable } from '../text-table.js';
import { wholeNumberFrom, withJson, type AddCommand, type JsonOption } from './command.js';

interface TasksOptions extends JsonOption {
  readonly role?: Role;
  readonly guarantee?: string;
  readonly limit: number;
}

export const addTasks: AddCommand = (program, terminal) => {
  withJson(program.command('tasks'))
    .description('what waits for somebody to decide, the most urgent first')
    .addOption(new Option('--role <role>', 'for people of one role').choices(roles))
    .option('--guarantee <number>', 'of one guarantee')
    .option('--limit <n>', 'at most so many', wholeNumberFrom(1), 50)
    .action((options: TasksOptions) => tasks(terminal, options));
};

async function tasks(terminal: Terminal, options: TasksOptions): Promise<void> {
  const { role, guarantee, limit } = options;
  const asked = { roles: role === undefined ? roles : [role], guarantee, limit };
  const items = await withSession(terminal, ({ api, people }) =>
    listTasks(api, asked, people.operations),
  );
  present(terminal, options, { items }, ({ items: open }) => describe(open));
}

function describe(open: readonly ListedTask[]): string {
  if (open.length === 0) return 'nothing waits for a decision';
  return textTable(open, [
    { title: 'task', of: ({ id }) => id },
    { title: 'guarantee', of: ({ guarantee }) => guarantee },
    { title: 'kind', of: ({ kind }) => kind },
    { title: 'role', of: ({ role }) => role },
    { title: 'outcomes', of: ({ outcomes }) => outcomes.join(' | ') },
    { title: 'due', of: ({ dueAt }) => dueAt?.slice(0, 10) ?? '' },
  ]);
}
