import { roles, type Role } from '#domain/lifecycle/tasks';
import { Option } from 'commander';
import { listTasks, type ListedTask } from '../api/aval-api.js';
import { readZones, type ZoneOf } from '../api/zones.js';
import { called } from '../invocation.js';
import { moneyText } from '../money-text.js';
import { withSession } from '../session.js';
import { present, type Terminal } from '../terminal.js';
import { textTable, widthOf, type Column } from '../text-table.js';
import { inWords, lastDayText } from '../timeline/words.js';
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
  const { items, zoneOf } = await withSession(terminal, async ({ api, people }) => {
    const [found, zones] = await Promise.all([
      listTasks(api, asked, people.operations),
      readZones(api, people.operations),
    ]);
    return { items: found, zoneOf: zones };
  });
  present(terminal, options, { items }, ({ items: open }) => describe(open, zoneOf, terminal));
}

function describe(open: readonly ListedTask[], zoneOf: ZoneOf, { columns }: Terminal): string {
  if (open.length === 0) return 'nothing waits for a decision';
  const table = textTable(open, columnsFor(zoneOf));
  const isTooWide = table.split('\n').some((line) => widthOf(line) > (columns ?? Infinity));
  const told = isTooWide ? open.map((task) => twoLines(task, zoneOf)).join('\n') : table;
  return `${told}\n\nDecide one: ${called('decide TASK OUTCOME --as ROLE')}`;
}

function columnsFor(zoneOf: ZoneOf): Column<ListedTask>[] {
  return [
    { title: 'task', of: ({ id }) => id },
    { title: 'what', of: ({ kind }) => inWords(kind) },
    { title: 'guaranteed', of: guaranteedOf, right: true },
    { title: 'role', of: ({ role }) => role },
    { title: 'outcomes', of: ({ outcomes }) => outcomes.join(' | ') },
    { title: 'last day', of: (task) => lastDayOf(task, zoneOf) },
  ];
}

/** For a narrow terminal: the task's id, which is to be copied, and below it what it asks. */
function twoLines(task: ListedTask, zoneOf: ZoneOf): string {
  const day = lastDayOf(task, zoneOf);
  const asked = `${task.role}: ${task.outcomes.join(' | ')}`;
  return `${task.id}\n    ${asked}${day === '' ? '' : `, last day ${day}`}`;
}

const guaranteedOf = ({ case: { amountMinor, currency } }: ListedTask): string =>
  moneyText(amountMinor, currency);

const lastDayOf = ({ dueAt, case: { book } }: ListedTask, zoneOf: ZoneOf): string =>
  dueAt === null ? '' : lastDayText(dueAt, zoneOf(book));
