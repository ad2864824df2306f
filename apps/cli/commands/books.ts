import { Command } from 'commander';
import { accountNames } from '#domain/ledger/accounts';
import { books, type Books, type BooksQuery, type Figures } from '#store/ledger/books';
import { formatMinor, parseDate, parseInstant } from './business-values.js';
import { connectFromSettings, onDatabase, type Connect } from './connect.js';

type Options = BooksQuery & { readonly json?: true };

/** `aval books`: the trial balance by value date, as then known. */
export function booksCommand(connect: Connect = connectFromSettings): Command {
  return new Command('books')
    .description('the trial balance: what is owed, and who bears it')
    .option('--as-of <date>', 'value dates up to and with this day', parseDate)
    .option('--known-at <instant>', 'as it was known at this instant', parseInstant)
    .option('--book <book>', 'one book alone')
    .option('--product <product>', 'one product alone')
    .option('--json', 'print one JSON object')
    .action(({ json, ...query }: Options) =>
      onDatabase(connect, async (pool) => {
        const found = await books(pool, query);
        console.log(json ? JSON.stringify(found, null, 2) : printedBooks(found));
      }),
    );
}

/** A table a currency: an account a line, its sharers beneath. Accounts at zero are left out. */
export function printedBooks(found: Books): string {
  const title = `Books${found.asOf === null ? '' : ` as of ${found.asOf}`}${
    found.knownAt === null ? '' : `, known at ${found.knownAt}`
  }`;
  const tables = Object.entries(found.currencies).map(([currency, figures]) =>
    [
      currency,
      ...figureLines(figures, currency, '  '),
      ...Object.entries(figures.sharers).flatMap(([party, borne]) => [
        `  borne by ${party}`,
        ...figureLines(borne, currency, '    '),
      ]),
    ].join('\n'),
  );
  return [title, ...(tables.length === 0 ? ['Nothing is booked.'] : tables)].join('\n\n');
}

function figureLines(figures: Partial<Figures>, currency: string, indent: string): string[] {
  return accountNames.flatMap((name) => {
    const amountMinor = figures[`${name}Minor`] ?? 0;
    if (amountMinor === 0) return [];
    return [`${indent}${name.padEnd(32)}${formatMinor(amountMinor, currency).padStart(22)}`];
  });
}
