import { InvalidArgumentError, type Command } from 'commander';
import type { ReGuaranteeAccount } from '#store/reading/re-guarantee-account';
import { moneyText } from '../money-text.js';
import { withSession, type Session } from '../session.js';
import { present, type Terminal } from '../terminal.js';
import { textTable } from '../text-table.js';
import { withJson, type AddCommand, type JsonOption } from './command.js';
import { personNamed } from './decide.js';

interface AsOption extends JsonOption {
  readonly as: string;
}

interface Accounts {
  readonly book: string;
  readonly currency: string;
  readonly items: readonly ReGuaranteeAccount[];
}

interface Settled {
  readonly month: string;
  readonly guarantees: number;
}

/** `aval re-guarantee …`: the monthly account of a book with its re-guarantors (再担保费; docs/ledger.md). */
export const addReGuarantee: AddCommand = (program, terminal) => {
  const reGuarantee: Command = program
    .command('re-guarantee')
    .description('what is owed to re-guarantors, and its settlement by the month');
  withJson(reGuarantee.command('accounts <book>'))
    .description('what a book owes to each re-guarantor, and what each owes back')
    .option('--as <person>', 'who asks: a person or a role', 'finance')
    .action((book: string, options: AsOption) => tellAccounts(terminal, book, options));
  withJson(reGuarantee.command('settle <book>').argument('<month>', 'as 2026-11', parseMonth))
    .description(
      'settle the premium ceded by the end of a month; settled again it tells no case twice',
    )
    .option('--as <person>', 'who settles: a person or a role', 'finance')
    .action((book: string, month: string, options: AsOption) =>
      settle(terminal, book, month, options),
    );
};

function parseMonth(text: string): string {
  if (/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new InvalidArgumentError('give a month as 2026-11.');
}

const doorOf = (book: string, door: string): string => `/books/${encodeURIComponent(book)}/${door}`;

async function tellAccounts(terminal: Terminal, book: string, options: AsOption): Promise<void> {
  const accounts = await withSession(terminal, async (session): Promise<Accounts> => {
    const token = await tokenOf(session, options);
    const get = async (path: string): Promise<unknown> =>
      (await session.api.door.call({ method: 'GET', path, token })).body;
    const { items } = (await get(doorOf(book, 're-guarantee-accounts'))) as Accounts;
    const books = (await get('/books')) as { items: { id: string; currency: string }[] };
    const currency = books.items.find(({ id }) => id === book)?.currency ?? '';
    return { book, currency, items };
  });
  present(terminal, options, accounts, describe);
}

async function settle(
  terminal: Terminal,
  book: string,
  month: string,
  options: AsOption,
): Promise<void> {
  const settled = await withSession(terminal, async (session): Promise<Settled> => {
    const token = await tokenOf(session, options);
    const path = doorOf(book, 're-guarantee-settlements');
    const answer = await session.api.door.call({ method: 'POST', path, body: { month }, token });
    return answer.body as Settled;
  });
  present(terminal, options, settled, ({ guarantees }) =>
    guarantees === 0
      ? `${month}: no account is open`
      : `${month}: under way in ${guarantees} ${guarantees === 1 ? 'case' : 'cases'}; each is booked when the bank has paid it`,
  );
}

const tokenOf = (session: Session, { as }: AsOption): Promise<string> =>
  session.api.tokens.of(personNamed(session, as));

function describe({ book, currency, items }: Accounts): string {
  if (items.length === 0) return `${book} has ceded no premium to any re-guarantor`;
  const money = (amountMinor: number): string => moneyText(amountMinor, currency);
  return textTable(items, [
    { title: 're-guarantor', of: ({ party }) => party },
    { title: 'ceded', of: ({ cededMinor }) => money(cededMinor), right: true },
    { title: 'we owe', of: ({ payableMinor }) => money(payableMinor), right: true },
    { title: 'owed to us', of: ({ receivableMinor }) => money(receivableMinor), right: true },
    { title: 'open cases', of: ({ openGuarantees }) => String(openGuarantees), right: true },
  ]);
}
