import type { GuaranteeView } from '#store/reading/guarantee-row';
import { written, type Query } from '../api/aval-api.js';
import { readZones, type ZoneOf } from '../api/zones.js';
import { moneyText } from '../money-text.js';
import { withSession } from '../session.js';
import { present, type Terminal } from '../terminal.js';
import { textTable } from '../text-table.js';
import { codeOf, inWords, lastDayText } from '../timeline/words.js';
import { wholeNumberFrom, withJson, type AddCommand, type JsonOption } from './command.js';

interface ListOptions extends JsonOption {
  readonly book?: string;
  readonly product?: string;
  readonly bank?: string;
  readonly stage?: string;
  readonly phase?: string;
  readonly ending?: string;
  readonly open?: boolean;
  readonly closed?: boolean;
  readonly waitingOn?: string;
  readonly text?: string;
  readonly sort: string;
  readonly limit: number;
  readonly cursor?: string;
}

interface GuaranteePage {
  readonly items: readonly GuaranteeView[];
  readonly next: string | null;
}

export const addList: AddCommand = (program, terminal) => {
  withJson(program.command('list'))
    .description('list guarantees, newest first')
    .option('--book <name>', 'of one book')
    .option('--product <product>', 'of one product')
    .option('--bank <code>', 'of one bank')
    .option('--stage <stage>', 'standing in a stage: approval, servicing, claim …')
    .option('--phase <phase>', 'origination, inForce or resolution')
    .option('--ending <ending>', 'released, writtenOff, declined …')
    .option('--open', 'only those that have not ended')
    .option('--closed', 'only those that have ended')
    .option('--waiting-on <who>', 'waiting for us, the bank, the applicant, the signers …')
    .option('--text <words>', 'number, client reference, registration number or start of a name')
    .option('--sort <field>', 'number, dueAt, amountMinor, appliedOn; - turns it round', '-number')
    .option('--limit <n>', 'at most so many', wholeNumberFrom(1), 50)
    .option('--cursor <cursor>', 'go on where a page ended')
    .action((options: ListOptions) => list(terminal, options));
};

async function list(terminal: Terminal, options: ListOptions): Promise<void> {
  const { page, zoneOf } = await withSession(terminal, async ({ api, people }) => {
    const path = `/guarantees${written(queryOf(options))}`;
    const token = await api.tokens.of(people.operations);
    const [{ body }, zones] = await Promise.all([
      api.door.call({ method: 'GET', path, token }),
      readZones(api, people.operations),
    ]);
    return { page: body as GuaranteePage, zoneOf: zones };
  });
  present(terminal, options, page, (result) => describePage(result, zoneOf, terminal.columns));
}

function queryOf(options: ListOptions): Query {
  const { book, product, bank, text, sort, limit, cursor } = options;
  const open = options.open === true ? 'true' : options.closed === true ? 'false' : undefined;
  const code = (name: 'stage' | 'phase' | 'ending' | 'waitingOn'): string | undefined => {
    const asked = options[name];
    return asked === undefined ? undefined : codeOf(asked);
  };
  return {
    ...{ book, product, bank, text, sort, limit, cursor, open },
    stage: code('stage'),
    phase: code('phase'),
    ending: code('ending'),
    waitingOn: code('waitingOn'),
  };
}

function describePage(
  { items, next }: GuaranteePage,
  zoneOf: ZoneOf,
  columns: number | undefined,
): string {
  if (items.length === 0) return 'no guarantee fits';
  const table = textTable(
    items,
    [
      { title: 'number', of: ({ number }) => number },
      { title: 'book', of: ({ book }) => book, spare: true },
      { title: 'product', of: ({ product }) => product, spare: true },
      { title: 'applicant', of: ({ applicant }) => applicant.name, elastic: true },
      {
        title: 'guaranteed',
        of: ({ amountMinor, currency }) => moneyText(amountMinor, currency),
        right: true,
      },
      { title: 'stands', of: ({ ending, stage }) => inWords(ending ?? stage) },
      { title: 'waits for', of: waitOf },
      { title: 'last day', of: (guarantee) => lastDayOf(guarantee, zoneOf) },
    ],
    columns,
  );
  return next === null ? table : `${table}\nmore: --cursor ${next}`;
}

/** `bank decision (bank)`. */
function waitOf({ waiting }: GuaranteeView): string {
  return waiting === null ? '' : `${inWords(waiting.for)} (${inWords(waiting.on)})`;
}

function lastDayOf({ waiting, book }: GuaranteeView, zoneOf: ZoneOf): string {
  const dueAt = waiting?.dueAt ?? null;
  return dueAt === null ? '' : lastDayText(dueAt, zoneOf(book));
}
